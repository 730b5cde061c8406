/** Lessons: a gallery, and the page of the one that is open. Loaded when it is first opened. */
import { useStore } from 'zustand';
import { lessons } from '../../lessons';
import { page } from '../embed/page';
import { Gallery } from './gallery';
import classes from './learn.module.css';
import { LessonPage } from './lesson-page';
import { OwnLessonPage } from './own-lesson-page';
import { showLesson } from './show-lesson';

export default function LearnView() {
  const id = useStore(page, ({ lesson }) => lesson);
  const own = useStore(page, (options) => options.own);
  const lesson = lessons.find((one) => one.id === id);
  if (own) return <OwnLessonPage lesson={own} onLeave={() => showLesson(undefined)} />;
  if (lesson) return <LessonPage key={lesson.id} lesson={lesson} onLeave={() => showLesson(undefined)} />;
  return (
    <>
      {id !== undefined && <p className={classes.problem}>There is no lesson “{id}” in this version of Grimoire. Here are those that there are.</p>}
      <Gallery onOpen={showLesson} />
    </>
  );
}
