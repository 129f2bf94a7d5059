// zh-CN converted to traditional characters, made by build/i18n-plugin.ts.
declare module 'virtual:zh-tw' {
  const texts: Record<string, Record<string, unknown>>
  export default texts
}
