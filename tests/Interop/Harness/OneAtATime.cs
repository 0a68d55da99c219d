namespace Voxie.Interop.Harness;

/// <summary>Test classes that start nodes of their own: none runs beside another.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneAtATime
{
    public const string Name = "one at a time";
}
