/** All kinds of studies by their ids. */
import { checklist } from './checklist/checklist';
import { lessonStudy } from './lessons/lesson-study';
import type { StudyKind } from './study';
import { sweep } from './sweeps/sweep';

export const studies: Readonly<Record<string, StudyKind>> = { checklist, lesson: lessonStudy, sweep };
