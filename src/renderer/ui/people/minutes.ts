// The hour of an appointment: minute of the day in China, as people write it.

/** 615 → 10:15. */
export const minuteText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** Reads 10:15, 1015, 10.15, 9点半, 10点15; null for anything else. */
export function readMinute(text: string): number | null {
  const plain = text
    .trim()
    .replace('点半', ':30')
    .replace(/[：.．点时]/g, ':')
    .replace(/分$/, '')
    .replace(/:$/, ':00')
  const match = /^(\d{1,2}):(\d{2})$/.exec(plain) ?? /^(\d{1,2})(\d{2})$/.exec(plain) ?? /^(\d{1,2})()$/.exec(plain)
  if (!match) return null
  const [hour, minute] = [Number(match[1]), Number(match[2] || 0)]
  return hour < 24 && minute < 60 ? hour * 60 + minute : null
}
