// Real time and real ports: one test at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
