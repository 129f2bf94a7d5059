// How the yard calls a series.

/** The brand once, when the series already begins with it. */
export const seriesName = (key: string): string => key.replace(/^(\S+) (?=\1)/, '')
