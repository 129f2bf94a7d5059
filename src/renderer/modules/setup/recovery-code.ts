// The recovery code between its making and its being written down: in this window's memory only.
import { create } from 'zustand'

export const useRecoveryCode = create<{ code: string | null }>()(() => ({ code: null }))
export const rememberCode = (code: string): void => useRecoveryCode.setState({ code })
export const forgetCode = (): void => useRecoveryCode.setState({ code: null })
