// What measures times or understanding runs alone, last (MeasuredNodeTests); all else waits for real time most of its life and runs side by side.
[assembly: CollectionBehavior(MaxParallelThreads = 6)]
