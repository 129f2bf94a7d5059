import { expect, test } from 'vitest'
import { halfWidth } from '../../src/shared/text.ts'

test.each([
  ['１３８－１２３４－５６７８', '138-1234-5678'],
  ['￥１８３，９００．００', '¥183,900.00'],
  ['（１２）', '(12)'],
  ['Ａｚ～！', 'Az~!'],
  ['a\u3000b\u00a0c\u2003d\u202fe', 'a b c d e'],
  ['1\u20102\u20113\u20124\u20135\u20146\u20157\u22128', '1-2-3-4-5-6-7-8'],
  ['\ufeff\u202d138\u200b\u2060\u202c\u2069', '138'],
  ['苏E·12345。、', '苏E·12345。、'],
  ['ａｂｃ ABC xyz', 'abc ABC xyz'],
])('%j becomes %j', (typed, plain) => {
  expect(halfWidth(typed)).toBe(plain)
})
