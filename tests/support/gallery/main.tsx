// Screens made of nothing but the kit, inside the real shell.
import '../../../src/renderer/theme/tokens.css'
import '../../../src/renderer/theme/base.css'
import { createRoot } from 'react-dom/client'
import { installFakeMain, makeCars, me } from './fake-main.ts'

const count = Number(new URLSearchParams(location.search).get('n') ?? 32)
installFakeMain(makeCars(count))
const { startTexts } = await import('../../../src/renderer/i18n/start.ts')
const { startLook } = await import('../../../src/renderer/theme/preference.ts')
startTexts()
const { Gallery } = await import('./Gallery.tsx')
await startLook()
createRoot(document.getElementById('root')!).render(<Gallery me={me as never} />)
