using Sampan.Kubernetes.Yaml;

namespace Sampan.Kubernetes.Tests.Yaml;

public sealed class YamlDuplicateKeysTests
{
    [Fact]
    public void Find_RepeatedKeys_NamesTheLineOfTheLaterValue()
    {
        var found = YamlDuplicateKeys.Find("a: 1\nb:\n  c: 1\n  c:\n    - d: 1\n      d: 2\na: 2\n");

        Assert.Equal(["line 6: key \"d\" already set in map", "line 5: key \"c\" already set in map", "line 7: key \"a\" already set in map"], found);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a: 1\nb: {a: 1}\n")]
    public void Find_NoRepeatedKey_FindsNothing(string yaml) => Assert.Empty(YamlDuplicateKeys.Find(yaml));
}
