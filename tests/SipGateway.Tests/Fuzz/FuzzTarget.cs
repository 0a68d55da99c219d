namespace Voxie.SipGateway.Tests.Fuzz;

/// <summary>Something that takes bytes from strangers. The same number gives the same input, so a finding is replayed by its number alone.</summary>
internal abstract class FuzzTarget
{
    public abstract string Name { get; }

    /// <summary>Bytes that may be allocated beyond 50 for each byte of the input: what an object costs whatever its size.</summary>
    public virtual int FreeBytes => 8 * 1024;

    /// <summary>The least share of inputs that must be taken and refused: mutants that are all refused test nothing.</summary>
    public virtual double LeastOfBoth => 0.05;

    public abstract byte[] Make(int number);

    /// <summary>Reads the input as the product does. This is what is measured.</summary>
    /// <returns>True: it was taken.</returns>
    public abstract bool Read(byte[] input);

    /// <summary>What must hold beyond not throwing, for an input that was taken. Not measured.</summary>
    public virtual void Judge(byte[] input)
    {
    }

    public override string ToString() => Name;
}
