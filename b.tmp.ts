import { benchPalette } from './tests/bench/palette.ts'
import { benchGrid } from './tests/bench/grid.ts'
const rows=Number(process.argv[2])
for (let i=0;i<3;i++) console.log(JSON.stringify(await benchGrid(rows)))
if (process.argv[3]) console.log(JSON.stringify(await benchPalette(rows)))
