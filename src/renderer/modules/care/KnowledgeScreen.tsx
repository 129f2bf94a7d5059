// 知识库: what the store knows, found by any piece of its text.
import AddIcon from 'lucide-react/icons/plus'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { care, type Article } from '../../../shared/modules/care/contract.ts'
import { articleCategories } from '../../../shared/modules/care/rules.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckField, ChoiceField } from '../../ui/CheckField.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Section } from '../../ui/DetailPane.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { TextArea, TextField } from '../../ui/TextField.tsx'

export function KnowledgeScreen() {
  const { t } = useTranslation('care')
  const may = useMay()
  const [text, setText] = useState('')
  const [about, setAbout] = useState<Article | 'new' | null>(null)
  const { data } = useLive('care.articles', { text: useDeferredValue(text) })
  return (
    <div className="screen">
      <div className="screen-head">
        <div className="grow">
          <h1>{t('parts.careKnowledge')}</h1>
          <p>{t('knowledge.says')}</p>
        </div>
        <TextField label={t('knowledge.search')} type="search" value={text} onChange={setText} maxLength={100} />
        {may('care.manage') && (
          <Button kind="primary" icon={AddIcon} shortcut="mod+N" onPress={() => setAbout('new')}>
            {t('knowledge.new')}
          </Button>
        )}
      </div>
      <div className="main scroll">
        {data?.length === 0 && <Empty drawing="search">{t(text === '' ? 'knowledge.empty' : 'knowledge.none')}</Empty>}
        {data?.map((article) => (
          <Section
            key={article.id}
            title={article.title}
            note={[
              t(`knowledge.categories.${article.category}`),
              t('knowledge.used', { count: article.used }),
              article.active ? '' : t('service.off'),
            ]
              .filter(Boolean)
              .join(' · ')}
          >
            <p className="prose">{article.body}</p>
            <p className="cap">
              {article.editedBy} <DateText at={article.editedAt} />
            </p>
            {may('care.manage') && (
              <Button size="small" kind="quiet" onPress={() => setAbout(article)}>
                {t('knowledge.edit')}
              </Button>
            )}
          </Section>
        ))}
      </div>
      <ArticleDialog about={about} onClose={() => setAbout(null)} />
    </div>
  )
}

function ArticleDialog({ about, onClose }: { about: Article | 'new' | null; onClose: () => void }) {
  const { t } = useTranslation('care')
  return (
    <Dialog open={about !== null} onClose={onClose} title={t(about === 'new' ? 'knowledge.new' : 'knowledge.edit')} dismissable={false}>
      {about && <Keeping key={about === 'new' ? 'new' : about.id} article={about === 'new' ? null : about} onClose={onClose} />}
    </Dialog>
  )
}

function Keeping({ article, onClose }: { article: Article | null; onClose: () => void }) {
  const { t } = useTranslation('care')
  const [initial] = useState(() => ({
    category: article?.category ?? 'policy',
    title: article?.title ?? '',
    body: article?.body ?? '',
    active: article?.active ?? true,
  }))
  const form = useForm({
    module: 'care',
    schema: care.keepArticle.input,
    initial,
    read: (values) => ({ id: article?.id ?? null, ...values }),
    send: (input, attempt) => call('care.keepArticle', input as never, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('save')}>
      <ChoiceField
        label={t('knowledge.category')}
        {...form.field('category')}
        options={articleCategories.map((value) => ({
          value,
          label: t(`knowledge.categories.${value}`),
        }))}
      />
      <TextField label={t('knowledge.title')} {...form.field('title')} autoFocus maxLength={120} />
      <TextArea label={t('knowledge.body')} {...form.field('body')} rows={10} />
      <CheckField label={t('service.on')} value={form.values.active} onChange={(active) => form.set('active', active)} />
    </Form>
  )
}
