using System.Diagnostics;
using System.Net.Sockets;

namespace Voxie.Interop.Peers;

/// <summary>
/// Telephones of our own, written for the tests alone: many on one thread, which reads every socket with its moment of
/// arrival and sends one frame each 20 ms on absolute deadlines. They share no code with the product.
/// </summary>
internal sealed class PhoneBank : IDisposable
{
    private readonly List<TestPhone> _phones = [];
    private readonly Lock _gate = new();
    private readonly Thread _thread;
    private volatile bool _stopped;

    public PhoneBank()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "phone-bank", Priority = ThreadPriority.Highest };
        _thread.Start();
    }

    /// <param name="user">What the call says it comes from; unique, so that its record can be found.</param>
    public TestPhone Add(string user, int targetPort, int payloadType = 0)
    {
        var phone = new TestPhone(user, targetPort, payloadType, Remove);
        lock (_gate)
        {
            _phones.Add(phone);
        }

        return phone;
    }

    public void Dispose()
    {
        _stopped = true;
        _thread.Join();
        foreach (var phone in _phones.ToArray())
        {
            phone.Dispose();
        }
    }

    private void Remove(TestPhone phone)
    {
        lock (_gate)
        {
            _phones.Remove(phone);
        }
    }

    private void Run()
    {
        var readable = new List<Socket>();
        while (!_stopped)
        {
            TestPhone[] phones;
            lock (_gate)
            {
                phones = [.. _phones];
            }

            readable.Clear();
            readable.AddRange(phones.SelectMany(phone => phone.Sockets));
            if (readable.Count == 0)
            {
                Thread.Sleep(2);
                continue;
            }

            try
            {
                Socket.Select(readable, null, null, 2_000);
            }
            catch (Exception closed) when (closed is ObjectDisposedException or SocketException)
            {
                continue; // A phone was put away meanwhile; its sockets are not in the next round.
            }

            var now = Stopwatch.GetTimestamp();
            foreach (var phone in phones)
            {
                phone.Turn(now);
            }
        }
    }
}
