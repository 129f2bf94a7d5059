// A day, `YYYY-MM-DD` in and out, typed segment by segment or picked from a month. Instants are never typed.
import { parseDate } from '@internationalized/date'
import CalendarIcon from 'lucide-react/icons/calendar'
import NextIcon from 'lucide-react/icons/chevron-right'
import PreviousIcon from 'lucide-react/icons/chevron-left'
import { Button } from 'react-aria-components/Button'
import {
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  CalendarHeading,
} from 'react-aria-components/Calendar'
import { DateInput, DateSegment } from 'react-aria-components/DateField'
import { DatePicker } from 'react-aria-components/DatePicker'
import { Dialog } from 'react-aria-components/Dialog'
import { Group } from 'react-aria-components/Group'
import { Popover } from 'react-aria-components/Popover'
import { Button as Command } from './Button.tsx'
import { FieldLabel, FieldNote, widthClass, type FieldProps } from './Field.tsx'
import { Icon } from './Icon.tsx'
import { useTranslation } from 'react-i18next'
import './overlay.css'

const dayOf = (on: string | null | undefined) => (on ? parseDate(on) : null)

export function DateField({
  label,
  name,
  error,
  hint,
  optional = false,
  disabled = false,
  width = 'date',
  autoFocus = false,
  value,
  onChange,
  min,
  max,
}: FieldProps & { value: string | null; onChange: (on: string | null) => void; min?: string; max?: string }) {
  const { t } = useTranslation('ui')
  return (
    <DatePicker
      className="field"
      name={name}
      value={dayOf(value)}
      onChange={(day) => onChange(day?.toString() ?? null)}
      minValue={dayOf(min)}
      maxValue={dayOf(max)}
      isInvalid={Boolean(error)}
      isDisabled={disabled}
      autoFocus={autoFocus}
      shouldForceLeadingZeros
      validationBehavior="aria"
    >
      <FieldLabel label={label} optional={optional} />
      <Group className={`control inset${widthClass(width)}`}>
        <DateInput className="segments">
          {(segment) => (
            <DateSegment segment={segment} className="segment">
              {({ text, type }) => (type === 'literal' ? '-' : text)}
            </DateSegment>
          )}
        </DateInput>
        <Button aria-label={t('field.pickDay')}>
          <Icon of={CalendarIcon} size={14} />
        </Button>
      </Group>
      <FieldNote error={error} hint={hint} />
      <Popover className="popover">
        <Dialog className="calendar">
          <Calendar>
            <header>
              <Command kind="quiet" size="small" icon={PreviousIcon} slot="previous" label={t('field.previousMonth')} />
              <CalendarHeading />
              <Command kind="quiet" size="small" icon={NextIcon} slot="next" label={t('field.nextMonth')} />
            </header>
            <CalendarGrid>
              <CalendarGridHeader>{(day) => <CalendarHeaderCell>{day}</CalendarHeaderCell>}</CalendarGridHeader>
              <CalendarGridBody>{(date) => <CalendarCell date={date} className="calendar-cell" />}</CalendarGridBody>
            </CalendarGrid>
          </Calendar>
        </Dialog>
      </Popover>
    </DatePicker>
  )
}
