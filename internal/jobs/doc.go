// Package jobs runs long work outside the request that asked for it: the
// import of a trade file, a conversion, a run of indicators. Work can be
// followed, cancelled, tried again, and survives the process that does it. The
// queue is a folder of files: there is no database, and the command line may
// work on it while the server runs.
//
// # The folder
//
//	20261125-081500-k3v9q2ha/   one folder for each job, named by its id
//	  job.json                  the record: always whole, replaced in one step
//	  files/                    the job's own files, such as an upload
//	  cancel                    there once somebody asked to stop
//	locks/                      <id>.lock for each job, queue.lock for the queue
//	draft-<id>/                 a job that is being put together
//	gone-<id>/                  a job that is being removed
//	aside-<id>/                 a job whose record cannot be read
//
// # Who may write
//
// The record of a job is written only by the holder of the job's lock, and
// whoever runs a job holds its lock until it ends. The operating system frees
// the lock of a process that dies, however it dies: a job that says "running"
// while its lock is free has lost its process, and the next worker of any
// process takes it up again. A job that has lost its process three times fails:
// it may be what kills them. That two jobs never have one key is held by the
// lock of the queue, which is taken for moments only.
//
// The locks are those of flock (Unix) and LockFileEx (Windows). They hold
// between the processes of one machine; the folder must not lie on a network
// share. Nobody should delete locks/ while a process works.
//
// # States
//
//	queued -> running, cancelled
//	running -> done, failed, cancelled, queued (its process stopped in good order)
//	failed, cancelled -> queued (Retry)
//
// An error or a panic of a Runner ends the job as failed, at once: only a lost
// process counts as bad luck. A Runner must therefore be able to start again
// from the beginning, and leave nothing half-written behind.
//
// # Use
//
//	q, err := jobs.Open(jobs.Options{Dir: dir, Now: time.Now, Rand: rand.Reader, Workers: 1, Runners: runners})
//	draft, err := q.Draft()         // first the upload,
//	defer draft.Discard()           // (nothing remains if it breaks off)
//	...                             // written into draft.Files,
//	j, added, err := draft.Add(jobs.New{...}) // then the job
//
// A command that wants to do its work itself calls Add and then Run.
package jobs
