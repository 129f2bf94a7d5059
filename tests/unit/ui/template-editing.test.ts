// Fields are inserted so that the judge of templates accepts them, every field has a name, errors come with their line and
// in words, and a page reaches the preview without markup that the window's policy would refuse.
import { describe, expect, test } from 'vitest'
import en from '../../../src/renderer/i18n/en/documents.json' with { type: 'json' }
import zh from '../../../src/renderer/i18n/zh-CN/documents.json' with { type: 'json' }
import { takenApart } from '../../../src/renderer/modules/documents/page.ts'
import { choicesOf, inserted } from '../../../src/renderer/modules/documents/snippets.ts'
import { lineOf, troubleOf } from '../../../src/renderer/modules/documents/trouble.ts'
import { defaultTemplates } from '../../../src/main/modules/documents/commands/defaults.ts'
import { problemOf } from '../../../src/main/modules/documents/queries/render.ts'
import { paperKinds } from '../../../src/shared/modules/documents/rules.ts'

describe.each(paperKinds)('%s', (kind) => {
  test.each(choicesOf(kind).map((choice) => [choice.path, choice] as const))(
    '%s is inserted as the judge wants it',
    (_path, { snippet, other }) => {
      expect(problemOf(kind, `<table>${snippet}</table>`)).toBeNull()
      if (other) expect(problemOf(kind, other)).toBeNull()
    },
  )
  test('every field and group has a name in both languages', () => {
    for (const { path, group } of choicesOf(kind))
      for (const texts of [zh, en]) {
        expect((texts.fields as Record<string, string>)[path.replaceAll('.', '_')], path).toBeTruthy()
        expect((texts.groups as Record<string, string>)[group], group).toBeTruthy()
      }
  })
  test('the template a new store begins with is in order', () =>
    expect(defaultTemplates.filter((template) => template.kind === kind).map(({ body }) => problemOf(kind, body))).toEqual([null]))
})

describe('what a loop may name', () => {
  test('the parts of its list and its counter', () =>
    expect(problemOf('contract', '{% for line in plan %}{{ forloop.index }}{{ line.amount.cn }}{% endfor %}')).toBeNull())
  test('nothing its list does not have', () =>
    expect(problemOf('contract', '{% for line in plan %}{{ line.price }}{% endfor %}')).toEqual({
      code: 'unknown-field',
      detail: 'line.price',
    }))
  test('no list that does not exist', () =>
    expect(problemOf('contract', '{% for line in wishes %}{{ line.kind }}{% endfor %}')).toMatchObject({ code: 'unknown-field' }))
  test('its name means nothing outside it', () =>
    expect(problemOf('contract', '{% for line in plan %}{{ line.kind }}{% endfor %}{{ line.kind }}')).toEqual({
      code: 'unknown-field',
      detail: 'line.kind',
    }))
})

describe('inserting', () => {
  test('replaces the selection and leaves the cursor behind', () =>
    expect(inserted('ab|cd|ef', 2, 6, '{{ car.vin }}')).toEqual({ text: 'ab{{ car.vin }}ef', cursor: 15 }))
  test('puts the cursor inside a condition', () => {
    const made = inserted('', 0, 0, '{% if paper.provisional %}{% endif %}')
    expect(made.text.slice(0, made.cursor)).toBe('{% if paper.provisional %}')
  })
})

describe('a problem', () => {
  const body = '<h1>x</h1>\n<p>\n{{ price.foo }}</p>'
  const told = (text: string) => problemOf('contract', text)!
  test('lies where the grammar says', () => expect(lineOf(told('a\n\n{% if %}{% endif %}'), '')).toBe(3))
  test('or where the unknown word stands first', () => expect(lineOf(told(body), body)).toBe(3))
  test('or nobody knows where', () => expect(lineOf({ detail: '' }, body)).toBeNull())
  test.each([
    ['{{ price.foo }}', 'unknown-field', 'price.foo'],
    ['{% if price.car %}x', 'openBlock', '{% if price.car %}'],
    ['{{ car.vin', 'openOutput', '{{ car.vin'],
    ['{% if car.vin', 'openTag', '{% if car.vin'],
    ['{% endif %}', 'noTag', 'endif'],
    ['{{ car.vin | shout }}', 'noFilter', 'shout'],
    ['{% for x %}{% endfor %}', 'badTag', '{% for x %}'],
    ['{% if %}{% endif %}', 'emptyValue', ''],
    ['<script>1</script>', 'reachesOut', '<script'],
    ['<b onclick="x">', 'reachesOut', 'onclick='],
    ['<a href="javascript:x">', 'reachesOut', 'javascript:'],
    ['<p style="background:url(http://x)">', 'reachesOut', 'url('],
  ])('%s is told as %s', (text, key, about) => {
    expect(troubleOf(told(text))).toEqual({ key, about })
    for (const texts of [zh, en]) expect((texts.trouble as Record<string, string>)[key]).toBeTruthy()
  })
  test('the unforeseen keeps its own words without the place', () =>
    expect(troubleOf({ code: 'template-broken', detail: 'something odd, line:3, col:9' })).toEqual({
      key: 'other',
      about: 'something odd',
    }))
})

describe('a page for the preview', () => {
  const page =
    '<!doctype html><html><head><style>h1{color:#000}</style></head><body><div style="width:66px" class="a">style="x"</div><STYLE>p{margin:0}</STYLE><p data-x=1 style = "margin:0">y</p></body></html>'
  test('gives its sheets apart from its body', () => expect(takenApart(page).sheets).toEqual(['h1{color:#000}', 'p{margin:0}']))
  test('has no style attribute left, and its text untouched', () =>
    expect(takenApart(page).body).toBe('<div data-style="width:66px" class="a">style="x"</div><p data-x=1 data-style = "margin:0">y</p>'))
})
