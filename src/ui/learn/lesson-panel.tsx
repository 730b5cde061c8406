/** The text of the lesson that an embedded page names. */
import { useStore } from 'zustand';
import { lessons } from '../../lessons';
import { page } from '../embed/page';
import classes from './learn.module.css';
import { LessonPage } from './lesson-page';
import { OwnLessonPage } from './own-lesson-page';

export default function LessonPanel() {
  const id = useStore(page, ({ lesson }) => lesson);
  const own = useStore(page, (options) => options.own);
  const lesson = lessons.find((one) => one.id === id);
  if (own) return <OwnLessonPage lesson={own} />;
  if (lesson) return <LessonPage key={lesson.id} lesson={lesson} />;
  if (id === undefined) return null;
  return <p className={classes.problem}>There is no lesson “{id}” in this version of Grimoire.</p>;
}
