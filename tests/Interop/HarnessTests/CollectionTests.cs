using System.Reflection;
using Voxie.Interop.Harness;

namespace Voxie.Interop.HarnessTests;

public sealed class CollectionTests
{
    /// <summary>The trait is what test.sh goes by, the collection what keeps others away within one run: one without the other is a slip.</summary>
    [Fact]
    public void What_measures_bears_the_trait_by_which_it_is_run_alone()
    {
        var classes = typeof(CollectionTests).Assembly.GetTypes();
        var alone = classes.Where(type => type.GetCustomAttributesData().Any(data => data.AttributeType == typeof(TraitAttribute)
            && Equals(data.ConstructorArguments[1].Value, MeasuredNodeTests.Alone)));
        var measured = classes.Where(type => type.GetCustomAttributesData().Any(data => data.AttributeType == typeof(CollectionAttribute)
            && Equals(data.ConstructorArguments[0].Value, MeasuredNodeTests.Name)));

        Assert.NotEmpty(measured);
        Assert.Equal(measured, alone);
    }
}
