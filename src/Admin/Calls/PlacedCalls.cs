namespace Voxie.Admin.Calls;

/// <summary>The ids of calls placed with a key in the last while, until their record can be read: two requests at once place one call. Any thread.</summary>
internal sealed class PlacedCalls
{
    private const int Most = 10_000;

    private readonly Lock _lock = new();
    private readonly HashSet<Guid> _ids = [];
    private readonly Queue<Guid> _order = new();

    public bool TryTake(Guid id)
    {
        lock (_lock)
        {
            if (!_ids.Add(id))
            {
                return false;
            }
            _order.Enqueue(id);
            if (_order.Count > Most)
            {
                _ids.Remove(_order.Dequeue());
            }
            return true;
        }
    }

    /// <summary>It was not placed after all.</summary>
    public void Return(Guid id)
    {
        lock (_lock)
        {
            _ids.Remove(id);
        }
    }
}
