// When a screen falls, the rest of the window stands: says so, and offers to open the screen again.
import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../Button.tsx'
import { Empty } from '../Empty.tsx'

export class Fallen extends Component<{ children: ReactNode }, { fallen: boolean }> {
  override state = { fallen: false }
  static getDerivedStateFromError = (): { fallen: boolean } => ({ fallen: true })
  override render(): ReactNode {
    return this.state.fallen ? <Sorry onAgain={() => this.setState({ fallen: false })} /> : this.props.children
  }
}

function Sorry({ onAgain }: { onAgain: () => void }) {
  const { t } = useTranslation('shell')
  return (
    <Empty drawing="calm" action={<Button onPress={onAgain}>{t('fallen.again')}</Button>}>
      {t('fallen.says')}
    </Empty>
  )
}
