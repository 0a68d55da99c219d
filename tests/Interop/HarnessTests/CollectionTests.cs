using System.Reflection;

namespace Voxie.Interop.HarnessTests;

public sealed class CollectionTests
{
    /// <summary>A class without one would run beside the columns of the matrix, and beside what measures times.</summary>
    [Fact]
    public void Every_class_with_tests_names_its_collection()
    {
        var without = typeof(CollectionTests).Assembly.GetTypes()
            .Where(type => type.Namespace != typeof(CollectionTests).Namespace && type.GetCustomAttribute<CollectionAttribute>() is null
                && type.GetMethods().Any(method => method.GetCustomAttributes<FactAttribute>().Any()));

        Assert.Empty(without.Select(type => type.Name));
    }
}
