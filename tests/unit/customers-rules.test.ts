import { describe, expect, test } from 'vitest'
import {
  checkIdCard,
  checkPhone,
  checkPlate,
  checkUscc,
  idCheckDigit,
  likelySame,
  maskIdCard,
  maskPhone,
  usccCheckDigit,
  type Identity,
} from '../../src/shared/modules/customers/rules.ts'

describe('checkPhone', () => {
  test.each([
    '13812341234',
    '138 1234 1234',
    '138-1234-1234',
    '1381234-1234',
    '+8613812341234',
    '+86 138 1234 1234',
    '86 13812341234',
    '008613812341234',
    '013812341234',
    '(138)12341234',
    '１３８１２３４１２３４',
    '\u202d138\u00a01234\u00a01234\u202c',
    ' 138.1234.1234 ',
  ])('%j is a mobile', (typed) => {
    expect(checkPhone(typed)).toEqual({ ok: true, kind: 'mobile', normal: '13812341234', tail: '1234' })
  })

  test.each(['13000000000', '14500000000', '15900000000', '16600000000', '17800000000', '18800000000', '19999999999'])(
    '%s needs no list of prefixes',
    (typed) => {
      expect(checkPhone(typed)).toMatchObject({ ok: true, kind: 'mobile', normal: typed })
    },
  )

  test.each([
    ['0512-62888888', '0512-62888888', '8888'],
    ['051262888888', '0512-62888888', '8888'],
    ['(0512) 6288 8888', '0512-62888888', '8888'],
    ['+86 512 62888888', '0512-62888888', '8888'],
    ['86 0512 62888888', '0512-62888888', '8888'],
    ['0086-512-62888888', '0512-62888888', '8888'],
    ['010-62880001', '010-62880001', '0001'],
    ['021 5288 0002', '021-52880002', '0002'],
    ['+86 10 62880001', '010-62880001', '0001'],
    ['0371-6288001', '0371-6288001', '8001'],
    ['0512-62888888-801', '0512-62888888-801', '8888'],
    ['0512-62888888转801', '0512-62888888-801', '8888'],
    ['0512-62888888 分机 801', '0512-62888888-801', '8888'],
    ['0512-62888888 ext.801', '0512-62888888-801', '8888'],
    ['0512-62888888 EXT 801', '0512-62888888-801', '8888'],
    ['0512-62888888#801', '0512-62888888-801', '8888'],
    [' 0512-62888888-801 ', '0512-62888888-801', '8888'],
    ['0512-6288-8888', '0512-62888888', '8888'],
    ['0371-6288001-8', '0371-6288001-8', '8001'],
  ])('%j is the landline %s', (typed, normal, tail) => {
    expect(checkPhone(typed)).toEqual({ ok: true, kind: 'landline', normal, tail })
  })

  test.each([
    ['', 'empty'],
    [' - ', 'empty'],
    ['1381234123a', 'characters'],
    ['电话：13812341234', 'characters'],
    ['138/12341234', 'characters'],
    ['138+12341234', 'characters'],
    ['+852 9123 4567', 'foreign'],
    ['+1 212 555 0100', 'foreign'],
    ['62888888', 'area-code'],
    ['6288-8888', 'area-code'],
    ['6288888', 'area-code'],
    ['628888888', 'length'],
    ['628888', 'length'],
    ['11012341234', 'prefix'],
    ['10012341234', 'prefix'],
    ['12012341234', 'prefix'],
    ['110123412345', 'length'],
    ['99051262888888', 'length'],
    ['1381234123', 'length'],
    ['138123412345', 'length'],
    ['+86', 'length'],
    ['+8612012341234', 'length'],
    ['0112-62888888', 'length'],
    ['010-12880001', 'length'],
    ['0512-6288888812', 'length'],
    ['0512-62888', 'length'],
    ['13812341234-801', 'length'],
    ['0512-62888888-8012345', 'length'],
  ])('%j is not: %s', (typed, problem) => {
    expect(checkPhone(typed)).toEqual({ ok: false, problem })
  })
})

describe('checkIdCard', () => {
  test.each([
    ['11010519491231002X', '1949-12-31', 'female'],
    ['440524188001010014', '1880-01-01', 'male'],
    ['34052419800101001X', '1980-01-01', 'male'],
  ])('the standard’s own %s is valid', (number, birthOn, gender) => {
    expect(checkIdCard(number)).toEqual({ ok: true, number, problems: [], birthOn, gender, upgraded: false })
  })

  test.each(['11010519491231002x', ' 110105 19491231 002X ', '１１０１０５１９４９１２３１００２Ｘ', '110105-19491231-002X'])(
    '%j is the same number, otherwise typed',
    (typed) => {
      expect(checkIdCard(typed)).toEqual(checkIdCard('11010519491231002X'))
    },
  )

  test('a number of the first generation is completed', () => {
    expect(checkIdCard('110105491231002')).toEqual({
      ok: true,
      number: '11010519491231002X',
      problems: [],
      birthOn: '1949-12-31',
      gender: 'female',
      upgraded: true,
    })
    expect(checkIdCard('110105490231002')).toMatchObject({ ok: false, problems: ['birth'], upgraded: true })
  })

  test.each([
    ['110105194912310021', ['check-digit']],
    [`11010519490230002${idCheckDigit('11010519490230002')}`, ['birth']],
    ['990105194912310021', ['area', 'check-digit']],
    ['010105194913310020', ['area', 'birth', 'check-digit']],
    ['11010519491231002', ['length']],
    ['11010519491231002X1', ['length', 'characters']],
    ['1101051949123100220', ['length']],
    ['1101051949123100A2', ['characters']],
    ['11010519491X310020', ['characters']],
    ['', ['length']],
    ['身份证', ['length', 'characters']],
    ['11010549123100X', ['length']],
  ])('%s has the problems %j', (number, problems) => {
    expect(checkIdCard(number)).toMatchObject({ ok: false, problems, upgraded: false })
  })

  test('without its shape nothing is read from it', () => {
    expect(checkIdCard('1101051949')).toEqual({
      ok: false,
      number: '1101051949',
      problems: ['length'],
      birthOn: null,
      gender: null,
      upgraded: false,
    })
  })

  test('nobody is born after today', () => {
    const number = `32058320261122001${idCheckDigit('32058320261122001')}`
    expect(checkIdCard(number).ok).toBe(true)
    expect(checkIdCard(number, '2026-11-22').ok).toBe(true)
    expect(checkIdCard(number, '2026-11-21')).toMatchObject({ ok: false, problems: ['birth'], birthOn: null })
  })

  test.each([11, 15, 21, 23, 31, 37, 41, 46, 50, 54, 61, 65, 71, 81, 82, 83, 91])('area %d exists', (area) => {
    expect(checkIdCard(`${area}0105194912310020`).problems).not.toContain('area')
  })

  test.each(['10', '16', '20', '24', '30', '38', '40', '47', '49', '55', '60', '66', '70', '72', '80', '84', '90', '92', '00'])(
    'area %s does not',
    (area) => {
      expect(checkIdCard(`${area}0105194912310020`).problems).toContain('area')
    },
  )
})

describe('checkUscc', () => {
  test('the example of the standard', () => {
    expect(checkUscc('91350100M000100Y43')).toEqual({ ok: true, uscc: '91350100M000100Y43', problems: [] })
    expect(checkUscc('91350100M000100Y4Z')).toEqual({ ok: false, uscc: '91350100M000100Y4Z', problems: ['characters'] })
  })

  test.each([' 91350100 M000100Y43 ', '91350100m000100y43', '９１３５０１００Ｍ０００１００Ｙ４３', '91350100-M000100Y43'])(
    '%j is the same code, otherwise typed',
    (typed) => {
      expect(checkUscc(typed)).toEqual({ ok: true, uscc: '91350100M000100Y43', problems: [] })
    },
  )

  test.each([
    ['91350100M000100Y44', ['check-digit']],
    ['91350100M000100Y4', ['length']],
    ['91350100M000100Y433', ['length']],
    ['91350100I000100Y4', ['length', 'characters']],
    ['91350100O000100Y43', ['characters']],
    ['91350100S000100Y43', ['characters']],
    ['91350100V000100Y43', ['characters']],
    ['91350100+000100Y43', ['characters']],
    ['', ['length']],
  ])('%s has the problems %j', (code, problems) => {
    expect(checkUscc(code)).toMatchObject({ ok: false, problems })
  })

  test('a remainder of 0 is checked by 0', () => {
    expect(usccCheckDigit('00000000000000000')).toBe('0')
    expect(usccCheckDigit('Y0000000000000000')).toBe('1')
    expect(usccCheckDigit('10000000000000000')).toBe('Y')
  })
})

describe('checkPlate', () => {
  test.each([
    ['苏E12345', '苏E12345', 'ordinary'],
    ['苏E·1234A', '苏E1234A', 'ordinary'],
    ['苏 e 1a2b3', '苏E1A2B3', 'ordinary'],
    ['苏Ｅ１２３４５', '苏E12345', 'ordinary'],
    ['京A1234学', '京A1234学', 'ordinary'],
    ['京A1234警', '京A1234警', 'ordinary'],
    ['粤Z1234港', '粤Z1234港', 'ordinary'],
    ['粤Z1234澳', '粤Z1234澳', 'ordinary'],
    ['鲁B1234挂', '鲁B1234挂', 'ordinary'],
    ['苏E·D12345', '苏ED12345', 'nev'],
    ['苏EFA2345', '苏EFA2345', 'nev'],
    ['苏EK02345', '苏EK02345', 'nev'],
    ['苏E12345D', '苏E12345D', 'nev'],
    ['沪A-54321F', '沪A54321F', 'nev'],
    ['使014578', '使014578', 'special'],
    ['沪A1234领', '沪A1234领', 'special'],
    ['苏E临01234', '苏E临01234', 'special'],
  ])('%s is %s, %s', (typed, plate, kind) => {
    expect(checkPlate(typed)).toEqual({ ok: true, plate, kind })
  })

  test.each([
    ['', 'province'],
    ['E12345', 'province'],
    ['台A12345', 'province'],
    ['苏I12345', 'letters'],
    ['苏E1234O', 'letters'],
    ['苏EI2345D', 'letters'],
    ['苏112345', 'shape'],
    ['苏E1234', 'shape'],
    ['苏E1234567', 'shape'],
    ['苏E12345L', 'shape'],
    ['苏EL12345', 'shape'],
    ['苏EDAA234', 'shape'],
    ['苏E学1234', 'shape'],
    ['使0', 'province'],
    ['#使014578', 'province'],
    ['使01457800000X', 'province'],
    ['苏E临#123', 'shape'],
  ])('%s is not: %s', (typed, problem) => {
    expect(checkPlate(typed)).toMatchObject({ ok: false, problem })
  })

  test('what was typed comes back normalised also when it is wrong', () => {
    expect(checkPlate(' 苏e·123 ')).toEqual({ ok: false, plate: '苏E123', problem: 'shape' })
  })
})

describe('masks', () => {
  test.each([
    ['13812341234', '138****1234'],
    ['0512-62888888', '0512-****8888'],
    ['010-62880001', '010-****0001'],
    ['0371-6288001', '0371-***8001'],
    ['0512-62888888-801', '0512-****8888'],
    ['62888888', '********'],
    ['+85291234567', '************'],
    ['138123412345', '************'],
    ['+8613812341234', '**************'],
    ['x0512-62888888', '**************'],
    ['0512-62888888-801x', '******************'],
    ['1381234123', '**********'],
    ['', ''],
  ])('%s shows as %s', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked)
  })

  test.each([
    ['320583199001010026', '320583********0026'],
    ['110105491231002', '110105*****1002'],
    ['91350100M000100Y43', '913501********0Y43'],
    ['E12345678', 'E******78'],
    ['E123456', 'E****56'],
    ['E12345', '******'],
    ['', ''],
  ])('%s shows as %s', (number, masked) => {
    expect(maskIdCard(number)).toBe(masked)
  })
})

describe('likelySame', () => {
  const somebody = (over: Partial<Identity> = {}): Identity => ({
    name: '周杉',
    phone: '13812341234',
    phone2: null,
    idKind: null,
    idNumber: null,
    ...over,
  })

  test.each<[string, Partial<Identity>, Partial<Identity>, string[]]>([
    ['one phone', {}, { name: '周先生' }, ['phone']],
    ['the second phone is the other’s first', { phone: '13900000001', phone2: '13812341234' }, { name: '周先生' }, ['phone']],
    [
      'the second phones',
      { phone: '13900000001', phone2: '13812341234' },
      { name: '李', phone: '13700000002', phone2: '13812341234' },
      ['phone'],
    ],
    [
      'one ID card',
      { idKind: 'id-card', idNumber: '11010519491231002X' },
      { name: '甲', phone: null, idKind: 'id-card', idNumber: '11010519491231002X' },
      ['id-card'],
    ],
    [
      'one credit code',
      { phone: null, idKind: 'uscc', idNumber: '91350100M000100Y43' },
      { idKind: 'uscc', idNumber: '91350100M000100Y43' },
      ['uscc'],
    ],
    [
      'one passport',
      { phone: null, idKind: 'passport', idNumber: 'E12345678' },
      { idKind: 'passport', idNumber: 'E12345678' },
      ['id-paper'],
    ],
    [
      'one number on different papers',
      { phone: null, idKind: 'passport', idNumber: 'E12345678' },
      { idKind: 'military', idNumber: 'E12345678' },
      [],
    ],
    ['everything', { idKind: 'id-card', idNumber: '1' }, { idKind: 'id-card', idNumber: '1' }, ['phone', 'id-card']],
    ['a digit mistyped', {}, { phone: '13812341235' }, ['name-and-phone']],
    ['neighbours swapped', {}, { phone: '13821341234' }, ['name-and-phone']],
    ['two digits mistyped', {}, { phone: '13812341256' }, []],
    ['digits swapped over a distance', {}, { phone: '13842311234' }, []],
    ['two neighbours, not swapped', {}, { phone: '13899341234' }, []],
    ['neighbours swapped and a digit mistyped', {}, { phone: '13821341235' }, []],
    ['neighbours half swapped', {}, { phone: '13891341234' }, []],
    ['neighbours half swapped the other way', {}, { phone: '13829341234' }, []],
    ['three digits turned', {}, { phone: '13823141234' }, []],
    ['another length', {}, { phone: '1381234123' }, []],
    ['a similar phone, another name', {}, { name: '周山', phone: '13812341235' }, []],
    ['the same phone and a similar second one', {}, { phone2: '13812341235' }, ['phone', 'name-and-phone']],
    ['the name written otherwise', { name: 'Zhou  Shan' }, { name: 'ｚｈｏｕ·ｓｈａｎ', phone: '13812341235' }, ['name-and-phone']],
    ['no names', { name: null }, { name: null, phone: '13812341235' }, []],
    ['empty names', { name: ' ' }, { name: '', phone: '13812341235' }, []],
    ['no phones', { phone: null }, { phone: null }, []],
    ['empty phones', { phone: '' }, { phone: '' }, []],
    ['empty papers', { phone: null, idKind: 'id-card', idNumber: '' }, { phone: null, idKind: 'id-card', idNumber: '' }, []],
    ['the same name alone', {}, { phone: '13900000001' }, []],
  ])('%s', (_what, a, b, reasons) => {
    expect(likelySame(somebody(a), somebody(b))).toEqual(reasons)
    expect(likelySame(somebody(b), somebody(a))).toEqual(reasons)
  })
})
