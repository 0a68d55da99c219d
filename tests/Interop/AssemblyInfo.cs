// The columns of the interop matrix run side by side, first; then everything else, one test at a time, for it measures times.
[assembly: CollectionBehavior(MaxParallelThreads = 6)]
