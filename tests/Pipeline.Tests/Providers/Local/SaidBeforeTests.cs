using Voxie.Pipeline.Providers.Local;

namespace Voxie.Pipeline.Tests.Providers.Local;

public sealed class SaidBeforeTests
{
    private readonly SaidBefore _said = new(capacity: 400);

    [Fact]
    public void What_was_not_said_for_the_longest_time_goes_first()
    {
        _said.Keep("one", new short[100]);
        _said.Keep("two", new short[100]);
        _said.Keep("three", new short[100]);
        _said.Keep("four", new short[100]);
        Assert.True(_said.TryGet("one", out _));
        _said.Keep("five", new short[50]);
        Assert.False(_said.TryGet("two", out _));
        Assert.True(_said.TryGet("one", out var audio));
        Assert.Equal(100, audio.Length);
        Assert.True(_said.TryGet("five", out _));
    }

    [Fact]
    public void What_would_drive_all_else_out_is_not_kept()
    {
        _said.Keep("short", new short[10]);
        _said.Keep("a speech", new short[101]);
        Assert.False(_said.TryGet("a speech", out _));
        Assert.True(_said.TryGet("short", out _));
    }

    [Fact]
    public void What_two_calls_made_at_once_is_kept_once()
    {
        for (var i = 0; i < 10; i++) _said.Keep("again", new short[100]);
        _said.Keep("other", new short[100]);
        Assert.True(_said.TryGet("again", out _));
    }
}
