using Sampan.Releases.Declarations;

namespace Sampan.Releases.Tests;

internal static class SampleRelease
{
    public static ReleaseDeclaration Named(string name, params string[] needs) => new()
    {
        Name = name,
        Namespace = "shop",
        KubeContext = "",
        Chart = "./chart",
        Version = "",
        Labels = new Dictionary<string, string>(),
        Installed = true,
        Needs = [.. needs.Select(need => ReleaseId.Complete(need, "", "shop"))],
        Values = [],
        Set = [],
        Wait = false,
        Timeout = TimeSpan.FromSeconds(5),
        CreateNamespace = true,
        HistoryMax = 10,
        SkipCrds = false,
        BaseFolder = "/",
    };
}
