// How desktops and their rounds read: a standing as a mark, a stretch of time in words, a round as a sentence.
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { type Desktop, MOST_BEHIND, type RoundLine } from '../../shared/console/contract/desktops.ts'
import { SKEW_MS, type Standing } from '../../shared/console/rules.ts'
import type { Shape } from '../ui/Glyph.tsx'
import { Mark, type Tone } from '../ui/Mark.tsx'

const looks = {
  lost: ['diamond', 'act'],
  behind: ['triangle', 'warn'],
  away: ['pause', 'plain'],
  never: ['dashedRing', 'plain'],
  well: ['tickedDisc', 'good'],
  suspended: ['lock', 'plain'],
  revoked: ['cross', 'done'],
} as const satisfies Record<Standing, readonly [Shape, Tone]>

export function StandingMark({ standing, tag = false }: { standing: Standing; tag?: boolean }) {
  const { t } = useTranslation('console')
  return <Mark shape={looks[standing][0]} tone={looks[standing][1]} word={t(`standings.${standing}`)} tag={tag} />
}

const MINUTE = 60_000
const units = [
  ['days', 24 * 60 * MINUTE],
  ['hours', 60 * MINUTE],
  ['minutes', MINUTE],
] as const

/** A stretch of time in its largest unit: `3 天`, `12 分钟`; less than a minute is said so. */
export function stretch(t: TFunction, ms: number): string {
  const [unit, size] = units.find(([, each]) => ms >= each) ?? ['moments', 1]
  return t(`console:stretch.${unit}`, { count: Math.floor(ms / size) })
}

/** How far a desktop is behind: entries and time, or nothing. */
export function behindText(t: TFunction, { behind, waitingSince }: Pick<Desktop, 'behind' | 'waitingSince'>, now: number): string | null {
  if (behind === 0) return null
  const entries = behind >= MOST_BEHIND ? `${MOST_BEHIND}+` : String(behind)
  return t('console:behind', { entries, time: stretch(t, Math.max(0, now - (waitingSince ?? now))) })
}
/** How much a desktop, or all of them, had not sent, and how long the oldest of it waits. */
export const pendingText = (t: TFunction, { pending, pendingSince }: Pick<Desktop, 'pending' | 'pendingSince'>, now: number): string =>
  pendingSince === null ? String(pending) : t('console:pendingFor', { count: pending, time: stretch(t, Math.max(0, now - pendingSince)) })
export const skewText = (t: TFunction, skewMs: number): string | null =>
  Math.abs(skewMs) <= SKEW_MS ? null : t(skewMs > 0 ? 'console:skew.fast' : 'console:skew.slow', { time: stretch(t, Math.abs(skewMs)) })

/** What a round brought, in plain words. */
export function roundText(t: TFunction, round: RoundLine): string {
  if (round.refused !== null) return t([`console:rounds.refused.${round.refused}`, 'console:rounds.refused.other'], { code: round.refused })
  const { accepted, adjusted, lost, quarantined } = round
  const sent = accepted + adjusted + lost + quarantined
  if (sent === 0) return t('console:rounds.quiet')
  const parts = [t('console:rounds.sent', { count: sent })]
  if (adjusted > 0) parts.push(t('console:rounds.adjusted', { count: adjusted }))
  if (lost > 0) parts.push(t('console:rounds.lost', { count: lost }))
  if (quarantined > 0) parts.push(t('console:rounds.quarantined', { count: quarantined }))
  return parts.join(t('console:rounds.comma'))
}

const sizes = ['B', 'KB', 'MB', 'GB', 'TB'] as const
/** Bytes as people read them. */
export function bytesText(bytes: number): string {
  const at = bytes < 1 ? 0 : Math.min(sizes.length - 1, Math.floor(Math.log2(bytes) / 10))
  const value = bytes / 1024 ** at
  return `${value >= 100 || at === 0 ? Math.round(value) : value.toFixed(1)} ${sizes[at]}`
}

/** What headquarters keeps and what room there is, as names and values. */
export const storagePairs = (t: TFunction<'console'>, { used, files, free }: { used: number; files: number; free: number }) =>
  [
    [t('overview.database'), bytesText(used)],
    [t('overview.files'), bytesText(files)],
    [t('overview.free'), bytesText(free)],
  ] as const

/** How many desktops run which version, as names and values. */
export const versionPairs = (t: TFunction<'console'>, versions: readonly { version: string; desktops: number }[]) =>
  versions.map(({ version, desktops }) => [t('overview.version', { version }), t('overview.desktops', { count: desktops })] as const)
