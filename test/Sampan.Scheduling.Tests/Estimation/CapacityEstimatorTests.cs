using Sampan.Scheduling.Estimation;

namespace Sampan.Scheduling.Tests.Estimation;

public sealed class CapacityEstimatorTests
{
    [Fact]
    public void HowManyFit_CpuRunsOut_CountsAndSaysWhy()
    {
        var estimate = CapacityEstimator.HowManyFit(SchedulingEngine.Default, TestCluster.Pod("p", cpu: "1500m"), TestCluster.Uniform(3), 100);

        Assert.Equal(new CapacityEstimate(6, "0/3 nodes are available: 3 Insufficient cpu."), estimate);
    }

    [Fact]
    public void HowManyFit_MoreThanTheLimit_StopsThere() =>
        Assert.Equal(new CapacityEstimate(7, ""), CapacityEstimator.HowManyFit(SchedulingEngine.Default, TestCluster.Pod("p"), TestCluster.Uniform(3), 7));

    [Fact]
    public void HowManyFit_HostPort_IsOnePerNode()
    {
        var pod = TestCluster.Pod("p", spec: "\"initContainers\":[{\"name\":\"s\",\"restartPolicy\":\"Always\",\"ports\":[{\"hostPort\":80}]}]");

        Assert.Equal(3, CapacityEstimator.HowManyFit(SchedulingEngine.Default, pod, TestCluster.Uniform(3), 100).Copies);
    }
}
