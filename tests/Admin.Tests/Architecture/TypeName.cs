namespace Voxie.Admin.Tests.Architecture;

/// <summary>An outermost type, by namespace and name.</summary>
internal readonly record struct TypeName(string Namespace, string Name)
{
    public override string ToString() => Namespace + "." + Name;
}
