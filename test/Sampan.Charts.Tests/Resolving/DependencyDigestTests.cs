using Sampan.Charts.Metadata;
using Sampan.Charts.Resolving;

namespace Sampan.Charts.Tests.Resolving;

public sealed class DependencyDigestTests
{
    private static readonly ChartDependency Declared = new() { Name = "web", Version = ">=1.0.0 <2.0.0", Repository = "https://h", ImportValues = [new Dictionary<string, object?> { ["parent"] = "p", ["child"] = "c" }] };

    [Fact]
    public void Of_Dependencies_IsTheDigestOfGosJson() => Assert.Equal(
        "sha256:" + Sampan.Charts.Downloads.ContentDigest.Of("""[[{"name":"web","version":"\u003e=1.0.0 \u003c2.0.0","repository":"https://h","import-values":[{"child":"c","parent":"p"}]}],[{"name":"web","version":"1.2.0","repository":"https://h"}]]"""u8),
        DependencyDigest.Of([Declared], [new ChartDependency { Name = "web", Version = "1.2.0", Repository = "https://h" }]));
}
