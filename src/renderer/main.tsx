// Starts the window: texts and look first, so that the first paint is the right one, then the application.
// The ground comes before everything that stands on it: rules of equal weight are decided by their order.
import './theme/tokens.css'
import './theme/base.css'
import { createRoot } from 'react-dom/client'
import { App, prepare } from './App.tsx'
import { appTexts } from './i18n/app-texts.ts'
import { startTexts } from './i18n/start.ts'
import { startLook } from './theme/preference.ts'

document.documentElement.dataset['platform'] = window.forecourt?.platform
startTexts(appTexts)
// A main that is slow to answer must not leave the window blank: after that the application shows that it waits.
const slow = new Promise((done) => setTimeout(done, 1500))
void Promise.all([startLook(), Promise.race([prepare(), slow])]).then(() => createRoot(document.getElementById('root')!).render(<App />))
