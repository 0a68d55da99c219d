namespace Voxie.Interop.Matrix;

/// <summary>What the tests of one column share: the node, for as long as the column runs.</summary>
public class MatrixColumn : IAsyncLifetime
{
    internal MatrixNode Node { get; private set; } = null!;

    public async Task InitializeAsync() => Node = await MatrixNode.EnterAsync();

    public virtual Task DisposeAsync() => MatrixNode.LeaveAsync();
}
