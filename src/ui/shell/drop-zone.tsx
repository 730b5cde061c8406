import { useEffect, useState } from 'react';
import { usePlayground } from '../playground-context';
import classes from './drop-zone.module.css';

/** Takes files that are dropped anywhere on the page; visible only while some are held over it. */
export function DropZone() {
  const playground = usePlayground();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
    const onDragOver = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onDragLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      setOver(false);
      if (!holdsFiles(event)) return;
      event.preventDefault();
      void playground.addFiles([...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('dragleave', onDragLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('dragleave', onDragLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, [playground]);

  if (!over) return null;
  return (
    <div className={classes.zone} aria-hidden>
      <p>
        <b>Drop the files of MNIST or CIFAR-10 here</b>
        They are read in this tab and go nowhere.
      </p>
    </div>
  );
}
