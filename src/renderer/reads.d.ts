// The tables each query reads, made by build/reads-plugin.ts.
declare module 'virtual:reads' {
  const reads: Readonly<Record<import('../shared/contract.ts').QueryName, readonly string[]>>
  export default reads
}
