using System.Text;
using Sampan.Kubernetes.Objects;
using Sampan.Planning.Pods;

namespace Sampan.Planning.Tests.Pods;

public sealed class RollingLimitsTests
{
    [Theory]
    [InlineData("""{"kind":"Deployment","spec":{}}""", 10, 3, 2, false)]
    [InlineData("""{"kind":"Deployment","spec":{"strategy":{"rollingUpdate":{"maxSurge":1,"maxUnavailable":0}}}}""", 10, 1, 0, false)]
    [InlineData("""{"kind":"Deployment","spec":{"strategy":{"rollingUpdate":{"maxSurge":0,"maxUnavailable":"5%"}}}}""", 10, 0, 1, false)]
    [InlineData("""{"kind":"Deployment","spec":{"strategy":{"type":"Recreate"}}}""", 10, 0, 10, true)]
    [InlineData("""{"kind":"StatefulSet","spec":{}}""", 10, 0, 1, false)]
    public void Of_Strategy_IsReadAsTheControllerDoes(string workload, int replicas, int surge, int unavailable, bool recreates) =>
        Assert.Equal(new RollingLimits(surge, unavailable, recreates), RollingLimits.Of(KubernetesObject.Parse(Encoding.UTF8.GetBytes(workload)), replicas));
}
