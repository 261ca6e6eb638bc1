using Sampan.Charts.Linting;
using Sampan.Charts.Rendering;

namespace Sampan.Charts.Tests.Linting;

public sealed class ObjectNameRuleTests
{
    [Theory]
    [InlineData("Deployment", "a.b-c", true)]
    [InlineData("Deployment", "", false)]
    [InlineData("Service", "1a", false)]
    [InlineData("Namespace", "a.b", false)]
    [InlineData("ClusterRole", "system:a", true)]
    [InlineData("Role", "a/b", false)]
    [InlineData("CertificateSigningRequest", "Any thing", true)]
    public void Check_Name_ByKind(string kind, string name, bool fits) => Assert.Equal(fits, ObjectNameRule.Check(kind, name) is null);

    [Theory]
    [InlineData("batch/v1beta1", "CronJob", "1.20", null)]
    [InlineData("batch/v1beta1", "CronJob", "1.21", "batch/v1beta1 CronJob is deprecated in v1.21+, unavailable in v1.25+; use batch/v1 CronJob")]
    [InlineData("batch/v1", "CronJob", "1.36", null)]
    public void Warning_ApiVersion_FromTheReleaseThatDeprecatesIt(string apiVersion, string kind, string version, string? warning) =>
        Assert.Equal(warning, DeprecatedApis.Warning(apiVersion, kind, KubeVersion.Parse(version)));
}
