namespace Voxie.Pipeline.Providers.Local.Moonshine;

/// <summary>A decoder that reads a token for several texts at a time. All texts are equally long; each has a row.</summary>
internal interface IDecoderSteps
{
    /// <summary>Nothing was said yet: one row.</summary>
    void First();

    /// <summary>One more token for each text.</summary>
    /// <param name="texts">Each goes on from a row of the step before, several perhaps from one; its place is its new row.</param>
    void Next(ReadOnlySpan<(int Row, int Token)> texts);

    /// <summary>What may come next in a row, by token. Valid until the next step.</summary>
    ReadOnlySpan<float> Logits(int row);
}
