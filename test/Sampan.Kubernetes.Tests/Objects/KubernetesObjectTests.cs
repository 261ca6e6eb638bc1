using System.Text;
using Sampan.Kubernetes.Objects;

namespace Sampan.Kubernetes.Tests.Objects;

public sealed class KubernetesObjectTests
{
    [Theory]
    [InlineData("""{"spec":{"metadata":{"name":"inner"}},"metadata":{"name":"a","labels":{"app":"x"},"finalizers":["f"]},"data":[1]}""")]
    [InlineData("""{"metadata":{"name":"a","generation":3,"creationTimestamp":"2026-01-02T03:04:05Z"}}""")]
    [InlineData("""{"kind":"Status","metadata":{}}""")]
    [InlineData("{}")]
    public void Metadata_OfAnUnparsedObject_IsThatOfTheParsed(string json)
    {
        var (unparsed, parsed) = (KubernetesObject.FromTrusted(Encoding.UTF8.GetBytes(json)), KubernetesObject.Parse(Encoding.UTF8.GetBytes(json)));

        Assert.Equivalent(parsed.Metadata, unparsed.Metadata, strict: true);
        Assert.Equal(parsed.Root.ToString(), unparsed.Root.ToString());
    }

    /// <summary>Watchers meet at an object that nobody has parsed yet; each must see all of it.</summary>
    [Fact]
    public void Metadata_FirstReadByManyAtOnce_IsWholeForEach()
    {
        const int objects = 20_000;
        const int readers = 4;
        var json = Encoding.UTF8.GetBytes("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","labels":{"app":"x"}}}""");
        var shared = Enumerable.Range(0, objects).Select(_ => KubernetesObject.FromTrusted(json)).ToArray();
        var cancellationToken = TestContext.Current.CancellationToken;
        using var together = new Barrier(readers);
        var seen = new int[readers];

        var threads = Enumerable.Range(0, readers).Select(reader => new Thread(() =>
        {
            together.SignalAndWait(cancellationToken);
            seen[reader] = shared.Count(one => one.Metadata.Labels.GetValueOrDefault("app") == "x" && one.Kind == "ConfigMap");
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.All(seen, count => Assert.Equal(objects, count));
    }
}
