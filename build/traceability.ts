// Writes docs/requirements.md: every requirement with the tests that cite its id in their names. The
// requirements themselves are in tests/requirements.tsv.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = join(fileURLToPath(new URL('.', import.meta.url)), '..')
const TABLE = join(root, 'docs/requirements.md')
const names: Record<string, string> = {
  CUS: '客户 Customers',
  FUP: '跟进与关怀 Follow-up and care',
  LEA: '线索与商机 Leads',
  TDR: '试驾 Test drives',
  CON: '合同与审批 Contracts and approvals',
  REC: '回款 Receivables',
  VEH: '整车库存 Vehicle stock',
  PAR: '配件库存 Parts',
  ALR: '预警 Alerts',
  PUR: '采购与供应商 Purchasing',
  LOG: '物流 Logistics',
  FIN: '财务 Finance',
  HR: '人事 People',
  MKT: '市场 Marketing',
  AFS: '售后与车间 After-sales and workshop',
  TIC: '工单反馈 Tickets',
  SUR: '满意度 Surveys',
  ANA: '分析与预测 Analytics',
  ADM: '管理 权限 审计 Administration',
  BAK: '备份恢复 Backup and restore',
  MNT: '维护 Maintenance',
  MON: '监控 Monitoring',
  UPG: '升级 Upgrades',
  CHG: '变更 Change',
  INC: '事件 Incidents',
  IMP: '导入导出 Import and export',
  INT: '接口 Integration',
  ORD: '订单处理 Orders',
  HQ: '总部 Headquarters',
  NFR: '非功能 Non-functional',
  PRJ: '实施 Roll-out',
}

/** Id → text, in the order of the list. */
export const readRequirements = (): Map<string, string> =>
  new Map(
    readFileSync(join(root, 'tests/requirements.tsv'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t') as [string, string]),
  )

/** Id → the test files that cite it in square brackets. */
export function readCitations(): Map<string, Set<string>> {
  const cited = new Map<string, Set<string>>()
  const files = readdirSync(join(root, 'tests'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(test|sim|e2e)\.tsx?$|\.test-d\.ts$/.test(file))
    .map((file) => join(root, 'tests', file))
  for (const file of files.toSorted())
    for (const [, inside] of readFileSync(file, 'utf8').matchAll(/\[([A-Z]{2,3}-\d\d[^\]]*)\]/g))
      for (const [id] of (inside as string).matchAll(/[A-Z]{2,3}-\d\d/g))
        cited.set(id, (cited.get(id) ?? new Set()).add(relative(root, file)))
  return cited
}

export function traceability(): string {
  const cited = readCitations()
  const all = [...readRequirements()]
  const groups = new Map<string, [string, string][]>()
  for (const row of all) {
    const group = row[0].slice(0, row[0].indexOf('-'))
    groups.set(group, [...(groups.get(group) ?? []), row])
  }
  const proven = (rows: readonly [string, string][]): number => rows.filter(([id]) => cited.has(id)).length
  const lines = [
    '# Requirements and their tests',
    '',
    'Written by `npm run trace`: a test that proves a requirement, or a part of it, cites its id in its name. An empty cell is a requirement no test cites yet.',
    '',
    `${proven(all)} of ${all.length} are cited.`,
  ]
  for (const [group, rows] of groups) {
    lines.push('', `## ${names[group] ?? group} (${proven(rows)} of ${rows.length})`, '', '| ID | What is asked | Tests |', '|---|---|---|')
    for (const [id, text] of rows) {
      const tests = [...(cited.get(id) ?? [])].map((file) => `[${file.slice('tests/'.length)}](../${file})`)
      lines.push(`| ${id} | ${text} | ${tests.join('<br>')} |`)
    }
  }
  return `${lines.join('\n')}\n`
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(TABLE, traceability())
  console.log(traceability().split('\n')[4])
}
