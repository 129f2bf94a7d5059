// Whether this terminal stands before customers: then the window shows one questionnaire and nothing of the program, and the
// way back leads over the lock. Kept over a reload of the window, so that no key of the browser is a way out.
import { create } from 'zustand'

const PLACE = 'kiosk'

/** The questionnaire shown; null: the terminal is the staff's. */
export const useKiosk = create<{ formId: string | null }>()(() => ({ formId: sessionStorage.getItem(PLACE) }))

export function showKiosk(formId: string): void {
  sessionStorage.setItem(PLACE, formId)
  useKiosk.setState({ formId })
}
export function endKiosk(): void {
  sessionStorage.removeItem(PLACE)
  useKiosk.setState({ formId: null })
}
