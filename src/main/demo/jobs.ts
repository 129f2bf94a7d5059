// The workshop's catalogue of the demo store: jobs with hours, parts and the cars they are for, an hourly rate for each class of
// customers since last year, and fixed prices. All fictional.
import { addDays } from '../../shared/dates.ts'
import type { Asked } from '../../shared/contract.ts'
import type { CarArea, JobKind } from '../../shared/modules/jobs/rules.ts'
import type { World } from './world.ts'

type Part = readonly [code: string, quantity: number]
type More = { series?: string; parts?: readonly Part[]; fixed?: number }
type Entry = readonly [code: string, name: string, area: CarArea, kind: JobKind, minutes: number, more?: More]

const CATALOGUE: readonly Entry[] = [
  [
    'BY-001',
    '更换机油机滤',
    'engine',
    'maintenance',
    30,
    {
      parts: [
        ['QY-OIL-0W20', 4],
        ['QY-OF-1012', 1],
        ['QY-DP-18', 1],
      ],
    },
  ],
  [
    'BY-001',
    '更换机油机滤（2.0T）',
    'engine',
    'maintenance',
    42,
    {
      series: '朔风 S7',
      parts: [
        ['QY-OIL-0W20', 5],
        ['QY-OF-1012', 1],
        ['QY-DP-18', 1],
      ],
    },
  ],
  ['BY-002', '全车 32 项检查', 'whole', 'inspection', 30, { fixed: 0 }],
  ['BY-003', '两万公里保养', 'whole', 'maintenance', 60, { parts: [['QY-AF-2040', 1]] }],
  ['BY-012', '四轮换位', 'tyres', 'maintenance', 24, { fixed: 80 }],
  ['BY-015', '更换空调滤芯', 'climate', 'replacement', 12, { parts: [['QY-CF-2055', 1]] }],
  ['BY-021', '更换制动液', 'brakes', 'maintenance', 48, { parts: [['QY-BF-DOT4', 1]] }],
  ['BY-022', '更换防冻液', 'engine', 'maintenance', 54, { parts: [['QY-CL-G13', 6]] }],
  ['WX-011', '更换前制动片', 'brakes', 'replacement', 60, { parts: [['QY-BP-F301', 1]] }],
  ['WX-012', '更换前制动盘', 'brakes', 'replacement', 72, { parts: [['QY-BD-F311', 2]] }],
  ['WX-013', '更换后制动片', 'brakes', 'replacement', 60, { parts: [['QY-BP-R302', 1]] }],
  [
    'WX-031',
    '更换雨刮片',
    'body',
    'replacement',
    6,
    {
      parts: [
        ['QY-WB-24', 1],
        ['QY-WB-16', 1],
      ],
    },
  ],
  ['WX-041', '更换火花塞', 'engine', 'replacement', 42, { series: '朔风 S7', parts: [['QY-SP-44', 4]] }],
  ['WX-051', '更换 12 V 蓄电池', 'electrics', 'replacement', 30, { parts: [['QY-BAT-12V', 1]] }],
  ['WX-061', '更换前轮胎两条', 'tyres', 'replacement', 48, { parts: [['QY-TY-2355519', 2]] }],
  ['WX-071', '四轮定位', 'chassis', 'repair', 60, { fixed: 280 }],
  ['SP-021', '检修车机供电', 'electrics', 'repair', 90],
  ['SD-001', '三电系统检测', 'traction', 'inspection', 60, { fixed: 180 }],
  ['SD-011', '动力电池均衡', 'traction', 'repair', 240],
  ['BP-031', '右后门钣金修复', 'body', 'panel', 120, { fixed: 450 }],
  ['BP-041', '右后门喷漆', 'body', 'paint', 180, { fixed: 700 }],
  ['QJ-001', '内饰深度清洁', 'whole', 'cleaning', 120, { fixed: 380 }],
  ['JZ-001', '加装行车记录仪', 'electrics', 'fitting', 60],
]
const RATES: readonly (readonly [Asked<'jobs.setRate'>['class'], number])[] = [
  ['retail', 240],
  ['company', 216],
  ['insurer', 200],
  ['maker', 150],
  ['internal', 120],
]

type Package = readonly [code: string, name: string, jobs: readonly string[], yuan: number, daysFrom: number, daysUntil: number | null]
/** One runs, one has ended, one has not begun. */
const PACKAGES: readonly Package[] = [
  ['TC-BY01', '小保养套餐', ['BY-001', 'BY-002'], 498, -200, null],
  ['TC-ZD01', '前制动换新套餐', ['WX-011', 'BY-021'], 799, -60, 120],
  ['TC-XJ01', '夏季空调套餐', ['BY-015', 'QJ-001'], 398, -190, -90],
  ['TC-DJ01', '冬季出行套餐', ['BY-022', 'WX-031', 'WX-051'], 1280, 3, 90],
]

/** Enters it as of a year and a half ago, so that every visit of the demo finds a price. Returns the jobs by their code. */
export function enterJobs({ desk, staff, today }: World): Map<string, string> {
  const validFromOn = addDays(today, -540)
  for (const [of, yuan] of RATES)
    desk.run('jobs.setRate', { class: of, validFromOn, rateFen: yuan * 100, source: '门店年度价目' }, staff.director)
  const ids = new Map<string, string>()
  for (const [code, name, area, kind, minutes, { series = null, parts = [], fixed } = {}] of CATALOGUE) {
    const taken = parts.map(([part, quantity]) => ({ code: part, quantityMilli: quantity * 1000 }))
    const { id } = desk.run('jobs.keep', { code, name, area, kind, minutes, series, parts: taken }, staff.director)
    if (series === null) ids.set(code, id)
    if (fixed !== undefined)
      desk.run('jobs.setPrice', { jobId: id, validFromOn, priceFen: fixed * 100, source: '门店年度价目' }, staff.director)
  }
  for (const [code, name, jobs, yuan, from, until] of PACKAGES)
    desk.run(
      'jobs.keepPackage',
      {
        ...{ code, name, jobs: [...jobs], priceFen: yuan * 100 },
        validFromOn: addDays(today, from),
        validUntilOn: until === null ? null : addDays(today, until),
      },
      staff.director,
    )
  return ids
}
