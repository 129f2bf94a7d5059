// Starts the console's page: texts and look first, so that the first paint is the right one, then the console.
import '../theme/tokens.css'
import '../theme/base.css'
import { createRoot } from 'react-dom/client'
import { startTexts } from '../i18n/start.ts'
import { startLook } from '../theme/preference.ts'
import { Console } from './Console.tsx'
import { consoleTexts } from './texts.ts'

startTexts(consoleTexts)
void startLook().then(() => createRoot(document.getElementById('root')!).render(<Console />))
