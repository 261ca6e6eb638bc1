using Sampan.Charts.Manifests;

namespace Sampan.Charts.Tests.Manifests;

public sealed class ManifestSortingTests
{
    [Fact]
    public void Sort_Kinds_InInstallOrderAndStableWithin()
    {
        var sorted = Sort(("c/b.yaml", "kind: Deployment\n---\nkind: Zebra\n---\nkind: Namespace\n"), ("c/a.yaml", "kind: Deployment\nmetadata: {name: first}\n---\nkind: Apple\n"));

        Assert.Equal(["Namespace", "Deployment", "Deployment", "Apple", "Zebra"], sorted.Manifests.Select(manifest => manifest.Kind));
        Assert.Equal("first", sorted.Manifests[1].Name);
    }

    [Fact]
    public void Sort_Hook_IsReadFromAnnotations()
    {
        const string hook = "kind: Job\nmetadata:\n  name: j\n  annotations:\n    helm.sh/hook: pre-install, Test-Success\n    helm.sh/hook-weight: \"-5\"\n    helm.sh/hook-delete-policy: hook-succeeded,hook-failed\n";

        var read = Assert.Single(Sort(("c/h.yaml", hook)).Hooks);

        Assert.Equal(["pre-install", "test"], read.Events);
        Assert.Equal(-5, read.Weight);
        Assert.Equal(["hook-succeeded", "hook-failed"], read.DeletePolicies);
    }

    [Fact]
    public void Sort_UnknownHook_IsLeftOutWithAWarning()
    {
        List<string> warnings = [];
        var sorted = ManifestSorting.Sort(new Dictionary<string, string> { ["h.yaml"] = "metadata: {annotations: {helm.sh/hook: nope}}" }, KindOrder.Install, warnings.Add);

        Assert.Empty(sorted.Hooks);
        Assert.Empty(sorted.Manifests);
        Assert.Equal(["info: skipping unknown hook: \"nope\""], warnings);
    }

    [Theory]
    [InlineData("just text", "YAML parse error on c/t.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal string into Go value of type releaseutil.SimpleHead")]
    [InlineData("metadata: {annotations: {a: {b: c}}}", "YAML parse error on c/t.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal object into Go struct field .metadata.annotations of type string")]
    public void Sort_NoManifest_FailsWithHelmsMessage(string text, string message) =>
        Assert.Equal(message, Assert.Throws<ChartRenderException>(() => Sort(("c/t.yaml", text))).Message);

    private static SortedManifests Sort(params (string Name, string Text)[] files) =>
        ManifestSorting.Sort(files.ToDictionary(file => file.Name, file => file.Text), KindOrder.Install, _ => { });
}
