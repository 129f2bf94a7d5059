// Commands, tables, columns and states of the log in the person's language.
import type { TFunction } from 'i18next'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

/** Deeds people look for together. */
export const deedFilters: Readonly<Record<string, readonly string[]>> = {
  sign: ['identity.noteSignIn', 'identity.noteSwitch', 'identity.noteUnlock', 'identity.noteSignOut', 'identity.noteFailedSignIn'],
  money: ['receivables.receive', 'receivables.refund', 'receivables.reverse'],
  people: [
    'admin.createUser',
    'admin.editUser',
    'admin.replacePassword',
    'admin.deactivateUser',
    'admin.reactivateUser',
    'admin.createRole',
    'admin.editRole',
    'admin.removeRole',
    'identity.keepPassword',
    'identity.keepPin',
  ],
  reveal: ['customers.reveal', 'exports.noteExport', 'admin.noteExport'],
}

export const sayCommand = (t: TFunction<'admin'>, command: string): string => t(`words.commands.${command}`, { defaultValue: command })
export const sayTable = (t: TFunction<'admin'>, table: string): string => t(`words.tables.${table}`, { defaultValue: table })
export const sayColumn = (t: TFunction<'admin'>, column: string): string => t(`words.columns.${column}`, { defaultValue: column })

export function useDeedWords(): (command: string) => string {
  const { t } = useTranslation('admin')
  return useCallback((command) => sayCommand(t, command), [t])
}

/** What a row is called: parameters by the word of their key. */
export const sayTitle = (t: TFunction<'admin'>, table: string, title: string | null): string | null =>
  table === 'parameters' && title !== null ? t(`keys.${title}`, { defaultValue: title }) : title
