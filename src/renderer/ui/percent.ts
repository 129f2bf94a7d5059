// Percentages as people type and read them; stored as whole basis points (3 % = 300).
import { halfWidth } from '../../shared/text.ts'

/** `3`, `3.5`, `3.25`: without zeros that say nothing. */
export function percentText(bp: number): string {
  const [whole, rest] = [Math.floor(bp / 100), bp % 100]
  return rest === 0 ? `${whole}` : `${whole}.${String(rest).padStart(2, '0').replace(/0$/, '')}`
}

/** Basis points of `3`, `3.5 %`, `３．２５％`; null when it is no percentage with at most two decimals. */
export function percentFrom(text: string): number | null {
  const match = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(halfWidth(text).replace(/[\s%]/g, ''))
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : null
}
