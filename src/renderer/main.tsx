// Starts the window: texts and look first, so that the first paint is the right one, then the application.
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { startTexts } from './i18n/start.ts'
import { startLook } from './theme/preference.ts'
import './theme/tokens.css'
import './theme/base.css'

document.documentElement.dataset['platform'] = window.forecourt?.platform
startTexts()
void startLook().then(() => createRoot(document.getElementById('root')!).render(<App />))
