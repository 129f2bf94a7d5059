// Password and PIN rules, lock-out times, what roles add up to, and the cost of a stolen verifier.
import { parseOptions } from '@node-rs/argon2'
import { describe, expect, test } from 'vitest'
import { checkSecret, hashSecret } from '../../../src/main/passwords.ts'
import {
  credentialId,
  isStrongVerifier,
  oneMoreFailure,
  passwordChange,
  pinChange,
  problemOfPin,
  problemsOfPassword,
  rightsOf,
  triesLeft,
  worksAt,
  type Failures,
} from '../../../src/shared/modules/identity/rules.ts'

describe('passwords', () => {
  test.each(['Plum-Blossom-42', '今天天气很好啊真的', 'correct horse battery', 'x9$kQ2mN', '沈知遥的钥匙在抽屉'])('%s will do', (text) =>
    expect(problemsOfPassword(text, 'shen')).toEqual([]),
  )
  test.each([
    ['short', 'a1b2c3', ['too-short']],
    ['empty', '', ['too-short']],
    ['a run', '23456789', ['common']],
    ['a run down', '87654321', ['common']],
    ['a run over nine', '1234567890', ['common']],
    ['one key', 'aaaaaaaa', ['common']],
    ['a pair again and again', '5252525252', ['common']],
    ['four again', 'ab12ab12', ['common']],
    ['common, in capitals', 'PASSWORD123', ['common']],
    ['common, full width', 'ｐａｓｓｗ０ｒｄ', ['common']],
    ['a lover’s number', 'woaini1314', ['common']],
    ['the login', 'shenzhiyao', ['is-login']],
    ['the login backwards', 'oayihznehs', ['is-login']],
    ['the login and a little', 'shenzhiyao12', ['is-login']],
  ])('%s will not', (_what, text, problems) => expect(problemsOfPassword(text, 'shenzhiyao')).toEqual(problems))
  test('too long, so that nobody can keep the processor busy', () =>
    expect(problemsOfPassword('长'.repeat(129), 'x')).toContain('too-long'))
})

describe('PIN', () => {
  test.each(['7294', '83920', '582047'])('%s will do', (pin) => expect(problemOfPin(pin)).toBeNull())
  test.each([
    ['123', 'shape'],
    ['1234567', 'shape'],
    ['12a4', 'shape'],
    ['1111', 'too-simple'],
    ['1234', 'too-simple'],
    ['4321', 'too-simple'],
    ['1212', 'too-simple'],
    ['789012', 'too-simple'],
    ['123123', 'too-simple'],
  ])('%s: %s', (pin, problem) => expect(problemOfPin(pin)).toBe(problem))
})

describe('forms', () => {
  const wrong = (result: { success: boolean; error?: { issues: { path: PropertyKey[]; message: string }[] } }): string[] =>
    (result.error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${issue.message}`)
  test('say everything that is wrong at once', () => {
    expect(wrong(passwordChange('shen').safeParse({ current: '', next: '12345678', again: '1' }))).toEqual([
      'current required',
      'next common',
      'again differs',
    ])
    expect(wrong(pinChange.safeParse({ password: 'x', pin: '1111' }))).toEqual(['pin too-simple'])
  })
  test('let through what will do', () => {
    expect(passwordChange('shen').safeParse({ current: 'x', next: 'Plum-Blossom-42', again: 'Plum-Blossom-42' }).success).toBe(true)
    expect(pinChange.safeParse({ password: 'x', pin: '7294' }).success).toBe(true)
  })
})

describe('lock-out', () => {
  test('four are forgiven, then 1, 2, 5, 15, 30, 60, 60 minutes', () => {
    let failures: Failures | null = null
    const minutes = Array.from({ length: 11 }, (_, at) => {
      failures = oneMoreFailure(failures, 1000 + at)
      return failures.lockedUntilAt === null ? 0 : (failures.lockedUntilAt - failures.lastAt) / 60_000
    })
    expect(minutes).toEqual([0, 0, 0, 0, 1, 2, 5, 15, 30, 60, 60])
  })
  test('tries left never go below none', () =>
    expect([1, 4, 5, 9].map((count) => triesLeft({ count, lastAt: 0, lockedUntilAt: null }))).toEqual([4, 1, 0, 0]))
})

describe('rights', () => {
  test('[ADM-02] permissions unite, the widest reach holds, unknown words give nothing', () => {
    const rights = rightsOf([
      { permissions: ['customers.view', 'no.such'], reach: 'own' },
      { permissions: ['customers.view', 'orders.view'], reach: 'site' },
      { permissions: [], reach: 'nonsense' },
    ])
    expect([...rights.permissions]).toEqual(['customers.view', 'orders.view'])
    expect(rights.reach).toBe('site')
  })
  test('no role, no right', () => expect(rightsOf([])).toEqual({ permissions: new Set(), reach: 'own' }))
  test('a person works at named sites or at all', () => {
    expect(worksAt({ siteIds: ['a'], allSites: false }, 'b')).toBe(false)
    expect(worksAt({ siteIds: ['a'], allSites: false }, 'a')).toBe(true)
    expect(worksAt({ siteIds: [], allSites: true }, 'b')).toBe(true)
    expect(credentialId('u', 's')).toBe('u@s')
  })
})

describe('verifiers', () => {
  test('are Argon2id over 64 MiB with three passes and their own salt', async () => {
    const [one, two] = await Promise.all([hashSecret('Plum-Blossom-42'), hashSecret('Plum-Blossom-42')])
    expect(parseOptions(one)).toMatchObject({
      algorithm: 2,
      version: 1,
      memoryCost: 65_536,
      timeCost: 3,
      parallelism: 1,
      outputLen: 32,
      saltLen: 16,
    })
    expect(one).not.toBe(two)
    expect(isStrongVerifier(one)).toBe(true)
    expect(await checkSecret(one, 'Plum-Blossom-42')).toBe(true)
    expect(await checkSecret(one, 'Plum-Blossom-43')).toBe(false)
  })
  test('weaker ones are not taken, unreadable ones open nothing', async () => {
    expect(isStrongVerifier('$argon2id$v=19$m=65535,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA')).toBe(
      false,
    )
    expect(isStrongVerifier('$argon2id$v=19$m=65536,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA')).toBe(
      false,
    )
    expect(isStrongVerifier('$argon2i$v=19$m=65536,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA')).toBe(false)
    expect(isStrongVerifier('plain')).toBe(false)
    expect(await checkSecret('plain', 'plain')).toBe(false)
    expect(await checkSecret(null, 'nobody')).toBe(false)
  })
})
