// Turns a template and facts into a page. Liquid without files, without scripts: a template can print fields, loop over
// lists and choose; whatever it prints is escaped.
import { createRequire } from 'node:module'
import type { Liquid, Template as Parsed } from 'liquidjs'
import { PAD, pathsOf, type PaperKind } from '../../../../shared/modules/documents/rules.ts'

const load = createRequire(import.meta.url)
let made: Liquid | null = null
/** Loaded with the first paper, not with the program. */
const engine = (): Liquid => (made ??= newEngine())

function newEngine(): Liquid {
  const { Liquid } = load('liquidjs') as typeof import('liquidjs')
  const liquid = new Liquid({
    outputEscape: 'escape',
    strictFilters: true,
    strictVariables: false,
    relativeReference: false,
    // No file may be included, whatever its name.
    fs: {
      readFileSync: refuse,
      readFile: refuse,
      existsSync: () => false,
      exists: () => Promise.resolve(false),
      resolve: () => '',
      contains: () => Promise.resolve(false),
      containsSync: () => false,
    },
    renderLimit: 2000,
    memoryLimit: 20_000_000,
    parseLimit: 200_000,
  })
  for (const tag of ['include', 'render', 'layout', 'block', 'raw', 'increment', 'decrement', 'tablerow'])
    delete (liquid.tags as Record<string, unknown>)[tag]
  for (const filter of ['raw', 'json', 'jsonify', 'inspect', 'to_integer']) delete (liquid.filters as Record<string, unknown>)[filter]
  return liquid
}

function refuse(): never {
  throw new Error('templates include nothing')
}

export type Problem = { code: 'template-broken' | 'unknown-field'; detail: string }

/** What is wrong with a template of this kind: its grammar, a field that does not exist, or something that would reach outside. */
export function problemOf(kind: PaperKind, body: string): Problem | null {
  const active = /<\s*(script|iframe|object|embed|link|meta|form|base)\b|\son\w+\s*=|javascript:|url\s*\(\s*['"]?(?!data:)/i.exec(body)
  if (active) return { code: 'template-broken', detail: active[0].trim() }
  let parsed: Parsed[]
  try {
    parsed = engine().parse(body)
  } catch (error) {
    return { code: 'template-broken', detail: (error as Error).message.split('\n')[0] ?? '' }
  }
  const known = pathsOf(kind)
  const roots = new Set([...known].map((path) => path.split('.')[0]))
  const globals = new Set(engine().globalFullVariablesSync(parsed))
  const loops = new Map([...body.matchAll(/\{%-?\s*for\s+([\w-]+)\s+in\s+([\w.]+)/g)].map(([, name, list]) => [name, list]))
  for (const used of engine().fullVariablesSync(parsed)) {
    const [root = '', ...rest] = used.split('.')
    const list = globals.has(used) ? undefined : loops.get(root)
    // Neither a fact nor a part of one: a counter of the loop, or a name the template made itself.
    if (!globals.has(used) && list === undefined) continue
    const path = list === undefined ? used : [list, ...rest].join('.')
    if (!roots.has(path.split('.')[0]) || (path.includes('.') && !fits(known, path))) return { code: 'unknown-field', detail: used }
  }
  return null
}

/** `price.car.text` is an amount's form of `price.car`; `plan.size` is a list's length, `plan.first.kind` a part of one of its lines. */
const fits = (known: ReadonlySet<string>, used: string): boolean => {
  const plain = used
    .replace(/\[\d*\]/g, '')
    .replace(/\.(first|last)\b/g, '')
    .replace(/\.(text|cn|size)$/, '')
  return known.has(plain) || [...known].some((path) => path.startsWith(`${plain}.`))
}

const SHEET = `@page{size:A4;margin:0}*,*::before{box-sizing:border-box}html,body{margin:0;background:#fff}p,h1,h2,dl,dd,ol{margin:0;padding:0}
body{width:210mm;padding:13mm 16mm 0 18mm;color:#000;font:13px/21px "Songti SC",SimSun,"Noto Serif CJK SC",serif;font-variant-numeric:tabular-nums lining-nums}
.sheet{position:relative;min-height:calc(297mm - 13mm);padding-bottom:22mm}
.small{font:10.5px/15px -apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:#333}
header{display:flex;align-items:flex-start;justify-content:space-between;border-bottom:1.5px solid #000;padding-bottom:10px}
header .co,h2,th,.sg div,.prov{font-family:-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
header .co{font-weight:600;font-size:14px;line-height:20px}header .r{text-align:right}
h1{font-size:25px;line-height:34px;text-align:center;letter-spacing:.42em;text-indent:.42em;margin:15px 0 12px}
h2{font-weight:600;font-size:13px;line-height:18px;margin:14px 0 6px}
.prov{position:absolute;right:0;top:62px;border:1px dashed #000;border-radius:2px;padding:3px 9px;font-size:11px;line-height:16px;text-align:center}.prov b{font-weight:600;letter-spacing:.3em;text-indent:.3em;display:block}
table{width:100%;border-collapse:collapse}td,th{border:.75px solid #444;padding:4px 8px;text-align:left;font-weight:400;vertical-align:middle;line-height:18px}
th{font-size:11.5px;color:#222;white-space:nowrap;background:#f6f6f6}td.n,th.n{text-align:right;white-space:nowrap}.d{font-size:11px;color:#333}.cn{letter-spacing:.06em}.tot td{border-top:1.5px solid #000;font-weight:700}
ol{list-style:none;margin-top:2px}ol li{text-indent:2em;text-align:justify;line-height:20.5px}
.sg{display:grid;grid-template-columns:1fr 1fr;gap:44px;margin-top:22px;break-inside:avoid}.sg div{border-bottom:.75px solid #000;height:32px;display:flex;align-items:flex-end;padding-bottom:3px;font-size:11.5px}
.mono{font-family:"Cascadia Mono",Consolas,"Noto Sans Mono CJK SC",monospace;letter-spacing:.04em}.box{display:inline-block;width:10px;height:10px;border:1px solid #000;margin-right:5px}.box.on{background:#000}
footer{position:absolute;left:0;right:0;bottom:10mm;border-top:.75px solid #444;padding-top:6px;display:flex;justify-content:space-between}
tr,li{break-inside:avoid}.signed{display:inline-grid;gap:2px;margin-top:12px;break-inside:avoid}.signed svg{width:54mm;height:18mm;overflow:visible}.signed path{fill:none;stroke:#000;stroke-width:3;stroke-linecap:round;stroke-linejoin:round}.signed .small{max-width:100mm;overflow-wrap:anywhere}
.big{font-size:20px;line-height:30px;font-weight:700}`

/**
 * The whole page: paper is always light, whatever the screen. That the car is provisional, or under which sale right it is
 * firm, stands in the foot whatever the template says, and so does what was signed. @throws when the template does not parse.
 */
export function pageOf(body: string, facts: Record<string, unknown>): string {
  const inner = engine().parseAndRenderSync(body, facts) as string
  const paper = facts['paper'] as Record<string, unknown>
  const foot = (parts: readonly (string | undefined)[]) =>
    parts
      .filter(Boolean)
      .map((part) => escape(String(part)))
      .join(' · ')
  const left = foot([
    paper['provisional'] ? '暂定，车辆以总部确认为准' : paper['rightNo'] ? `销售权证 第 ${paper['rightNo']} 号` : undefined,
    paper['version'] === undefined ? undefined : `版本 ${paper['version']}`,
    `打印 ${paper['printedAt']}`,
    String(paper['device'] ?? ''),
    String(paper['by'] ?? ''),
    paper['copies'] ? `共 ${paper['copies']} 份` : undefined,
  ])
  const signed = /\bsignature\./.test(body) ? '' : signedBlock(facts['signature'] as Record<string, string> | undefined)
  const right = paper['archiveNo'] ? `存档 ${escape(String(paper['archiveNo']))}` : ''
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><style>${SHEET}</style></head><body><div class="sheet">${inner}${signed}<footer class="small"><span>${left}</span><span>${right}</span></footer></div></body></html>`
}

/** What was signed on the screen, for templates that give it no place of their own. */
function signedBlock(signature: Record<string, string> | undefined): string {
  if (!signature?.['path']) return ''
  const { path, name = '', at = '', digest = '' } = signature
  return `<div class="signed"><svg viewBox="0 0 ${PAD.width} ${PAD.height}"><path d="${escape(path)}"/></svg><span>${escape(name)}　${escape(at)} 屏签</span><span class="small mono">签名摘要 SHA-256 ${escape(digest)}</span></div>`
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
