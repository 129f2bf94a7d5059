// What follows a sale: care of customers, what they answer to questionnaires, and messages to them.
import CareIcon from 'lucide-react/icons/heart-handshake'
import MessageIcon from 'lucide-react/icons/mail'
import TemplateIcon from 'lucide-react/icons/file-pen-line'
import { screen, type Screen } from './screen.ts'

export const careScreens: readonly Screen[] = [
  {
    kind: 'care',
    title: 'care:nav',
    icon: CareIcon,
    screen: screen(() => import('../modules/care/CareScreen.tsx'), 'CareScreen'),
    permission: 'care.view',
    group: 'sales',
    pinyin: 'khgh kehuguanhuai fuwutai',
  },
  {
    kind: 'carePrompts',
    title: 'care:parts.carePrompts',
    icon: CareIcon,
    screen: screen(() => import('../modules/care/PromptsScreen.tsx'), 'PromptsScreen'),
    permission: 'care.view',
    pinyin: 'zdgh zhudongguanhuai huifang',
  },
  {
    kind: 'careCampaigns',
    title: 'care:parts.careCampaigns',
    icon: CareIcon,
    screen: screen(() => import('../modules/care/CampaignsScreen.tsx'), 'CampaignsScreen'),
    permission: 'care.view',
    pinyin: 'hd huodong yaoqing',
  },
  {
    kind: 'careTasks',
    title: 'care:parts.careTasks',
    icon: CareIcon,
    screen: screen(() => import('../modules/care/TasksScreen.tsx'), 'TasksScreen'),
    permission: 'care.view',
    pinyin: 'rw renwu',
  },
  {
    kind: 'careKnowledge',
    title: 'care:parts.careKnowledge',
    icon: CareIcon,
    screen: screen(() => import('../modules/care/KnowledgeScreen.tsx'), 'KnowledgeScreen'),
    permission: 'care.view',
    pinyin: 'zsk zhishiku',
  },
  {
    kind: 'careServices',
    title: 'care:parts.careServices',
    icon: CareIcon,
    screen: screen(() => import('../modules/care/ServicesScreen.tsx'), 'ServicesScreen'),
    permission: 'care.view',
    pinyin: 'fwml fuwumulu',
  },
  {
    kind: 'careFigures',
    title: 'care:parts.careFigures',
    icon: CareIcon,
    screen: screen(() => import('../modules/care/FiguresScreen.tsx'), 'FiguresScreen'),
    permission: 'care.view',
    pinyin: 'fwmb fuwumubiao manyidu',
  },
  {
    kind: 'surveys',
    title: 'surveys:nav',
    icon: CareIcon,
    screen: screen(() => import('../modules/surveys/SurveysScreen.tsx'), 'SurveysScreen'),
    permission: 'care.view',
    pinyin: 'wjymyd wenjuan manyidu diaocha',
  },
  {
    kind: 'surveyFigures',
    title: 'surveys:figures.title',
    icon: CareIcon,
    screen: screen(() => import('../modules/surveys/SurveyFiguresScreen.tsx'), 'SurveyFiguresScreen'),
    permission: 'care.view',
  },
  {
    kind: 'messages',
    title: 'messages:nav',
    icon: MessageIcon,
    screen: screen(() => import('../modules/messages/MessagesScreen.tsx'), 'MessagesScreen'),
    permission: 'messages.view',
    pinyin: 'xx xiaoxi duanxin youjian',
  },
  {
    kind: 'messageTemplates',
    title: 'messages:template.title',
    icon: TemplateIcon,
    screen: screen(() => import('../modules/messages/TemplatesScreen.tsx'), 'TemplatesScreen'),
    permission: 'messages.view',
    pinyin: 'xxmb xiaoximoban',
  },
]
