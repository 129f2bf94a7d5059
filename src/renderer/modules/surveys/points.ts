// Points as people say them: hundredths with one digit, a dash for none.
export const points = (hundredths: number | null): string => (hundredths === null ? '—' : (hundredths / 100).toFixed(1))
