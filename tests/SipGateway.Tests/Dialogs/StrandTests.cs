using Voxie.SipGateway.Dialogs;

namespace Voxie.SipGateway.Tests.Dialogs;

public sealed class StrandTests
{
    [Fact]
    public void Work_runs_at_once_when_idle_and_after_the_current_piece_when_busy()
    {
        var strand = new Strand();
        var log = new List<string>();
        strand.Post(() =>
        {
            log.Add("first begins");
            strand.Post(() => log.Add("second"));
            log.Add("first ends");
        });

        Assert.Equal(["first begins", "first ends", "second"], log);
    }

    [Fact]
    public void A_fault_is_told_and_the_next_piece_runs()
    {
        var told = new List<string>();
        var strand = new Strand { Fault = fault => told.Add(fault.Message) };
        strand.Post(() => throw new InvalidOperationException("one"));
        strand.Post(() => told.Add("two"));

        Assert.Equal(["one", "two"], told);
    }

    [Fact]
    public async Task A_fault_in_awaited_work_is_the_callers()
    {
        var strand = new Strand { Fault = _ => Assert.Fail("not the strand's") };

        await Assert.ThrowsAsync<InvalidOperationException>(() => strand.RunAsync(() => throw new InvalidOperationException()));
    }

    [Fact]
    public async Task Many_threads_never_run_two_pieces_at_once_and_lose_none()
    {
        var strand = new Strand();
        var (inside, done, overlaps) = (0, 0, 0);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 1000; i++)
            {
                strand.Post(() =>
                {
                    if (Interlocked.Increment(ref inside) > 1)
                    {
                        overlaps++;
                    }

                    done++; // unguarded on purpose: the strand is the guard
                    Interlocked.Decrement(ref inside);
                });
            }
        })));
        await strand.RunAsync(() => { });

        Assert.Equal((8000, 0), (done, overlaps));
    }
}
