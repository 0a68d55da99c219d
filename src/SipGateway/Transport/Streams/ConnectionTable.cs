using System.Net;

namespace Voxie.SipGateway.Transport.Streams;

/// <summary>
/// The connections of one listener, and how many there may be: in all, from one address, and shaking hands. Any thread; nothing
/// of a connection is called under the lock but what returns at once.
/// </summary>
internal sealed class ConnectionTable(StreamLimits limits)
{
    private readonly Lock _lock = new();
    private readonly HashSet<StreamConnection> _all = [];
    private readonly Dictionary<IPEndPoint, List<StreamConnection>> _byRemote = [];
    private readonly Dictionary<IPAddress, (int Connections, int Handshakes)> _sources = [];
    private int _handshakes;
    private bool _closed;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _all.Count;
            }
        }
    }

    /// <summary>Takes up a connection that somebody opened to us.</summary>
    /// <param name="handshake">It has yet to show that it means it: <see cref="Opened"/> follows.</param>
    /// <returns>Null: there is no place for it.</returns>
    public StreamConnection? Admit(IPAddress source, bool handshake, Func<StreamConnection> take)
    {
        lock (_lock)
        {
            var (connections, handshakes) = _sources.GetValueOrDefault(source);
            var tooMany = connections >= limits.ConnectionsPerSource
                || (handshake && (_handshakes >= limits.Handshakes || handshakes >= limits.HandshakesPerSource));
            if (_closed || tooMany || !HasRoom_NeedsLock())
            {
                return null;
            }

            _sources[source] = (connections + 1, handshakes + (handshake ? 1 : 0));
            _handshakes += handshake ? 1 : 0;
            return Add_NeedsLock(take());
        }
    }

    /// <summary>An admitted connection has shaken hands, or will not.</summary>
    public void Opened(StreamConnection connection)
    {
        lock (_lock)
        {
            var (connections, handshakes) = _sources[connection.Remote.Address];
            _sources[connection.Remote.Address] = (connections, handshakes - 1);
            _handshakes--;
        }
    }

    /// <summary>The connection that leads to a peer, or the one that <paramref name="open"/> makes, which runs from then on.</summary>
    /// <returns>Null: there is none, and no place for another.</returns>
    public StreamConnection? FindOrAdd(IPEndPoint remote, string? tlsName, Func<StreamConnection> open, out bool isNew)
    {
        lock (_lock)
        {
            isNew = false;
            if (_byRemote.TryGetValue(remote, out var known) && known.FirstOrDefault(connection => Leads(connection, tlsName)) is { } found)
            {
                return found;
            }

            if (_closed || !HasRoom_NeedsLock())
            {
                return null;
            }

            isNew = true;
            return Add_NeedsLock(open());
        }
    }

    public void Remove(StreamConnection connection)
    {
        lock (_lock)
        {
            if (!_all.Remove(connection))
            {
                return;
            }

            var same = _byRemote[connection.Remote];
            same.Remove(connection);
            if (same.Count == 0)
            {
                _byRemote.Remove(connection.Remote);
            }

            if (connection.IsInbound)
            {
                Leave_NeedsLock(connection.Remote.Address);
            }
        }
    }

    public StreamConnection[] Snapshot()
    {
        lock (_lock)
        {
            return [.. _all];
        }
    }

    /// <summary>Nothing more is taken up.</summary>
    public StreamConnection[] Close()
    {
        lock (_lock)
        {
            _closed = true;
            return [.. _all];
        }
    }

    /// <summary>
    /// RFC 5923 4: a connection that the peer opened serves for our requests too. Where a certain peer must be at the other end,
    /// it has proved that it is: to us when we opened the connection, or by its own certificate.
    /// </summary>
    private static bool Leads(StreamConnection connection, string? tlsName) =>
        connection.Phase != ConnectionPhase.Closing
        && (tlsName is null
            || (!connection.IsInbound && tlsName.Equals(connection.TlsName, StringComparison.OrdinalIgnoreCase))
            || connection.PeerNames.Contains(tlsName, StringComparer.OrdinalIgnoreCase));

    private bool HasRoom_NeedsLock()
    {
        if (_all.Count < limits.Connections)
        {
            return true;
        }

        var idle = _all.Where(connection => connection.Phase == ConnectionPhase.Idle).MaxBy(connection => connection.Silent);
        if (idle is null || idle.Silent < limits.IdleBeforeEviction)
        {
            return false;
        }

        idle.BeginClose();
        return _all.Count < limits.Connections + Math.Max(1, limits.Connections / 16); // those that are closing still take their places
    }

    private StreamConnection Add_NeedsLock(StreamConnection connection)
    {
        _all.Add(connection);
        if (!_byRemote.TryGetValue(connection.Remote, out var same))
        {
            _byRemote.Add(connection.Remote, same = []);
        }

        same.Add(connection);
        return connection;
    }

    private void Leave_NeedsLock(IPAddress source)
    {
        var (connections, handshakes) = _sources[source];
        if (connections == 1)
        {
            _sources.Remove(source);
        }
        else
        {
            _sources[source] = (connections - 1, handshakes);
        }
    }
}
