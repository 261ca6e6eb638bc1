using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Queueing;

namespace Sampan.Scheduling.Tests.Queueing;

public sealed class SchedulingQueueTests
{
    private static readonly string[] ByFit = ["NodeResourcesFit"];

    private readonly FakeTimeProvider _time = new();
    private readonly SchedulingQueue _queue;

    public SchedulingQueueTests() => _queue = new SchedulingQueue(_time);

    [Fact]
    public void Take_SeveralPods_GoesByPriorityThenByArrival()
    {
        _queue.AddOrUpdate(Pod("early", 0));
        _queue.AddOrUpdate(Pod("late", 0));
        _queue.AddOrUpdate(Pod("high", 5));

        Assert.Equal(["high", "early", "late"], new[] { TakeName(), TakeName(), TakeName() });
        Assert.Null(_queue.Take());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(4, 8)]
    [InlineData(5, 10)]
    [InlineData(40, 10)]
    public void PutBackFailed_NthTime_WaitsForTheBackoff(int failures, int seconds)
    {
        _queue.AddOrUpdate(Pod("p", 0));
        for (var i = 0; i < failures; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            _queue.PutBackFailed(_queue.Take()!);
        }

        _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
        Assert.Null(_queue.Take());
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.NotNull(_queue.Take());
    }

    [Fact]
    public void Move_EventThatCannotHelp_LeavesThePodForFiveMinutes()
    {
        _queue.AddOrUpdate(Pod("p", 0));
        _queue.PutBackUnschedulable(_queue.Take()!, ByFit);
        _queue.Move(ClusterEvents.StorageChanged);

        _time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.Null(_queue.Take());
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.NotNull(_queue.Take());
    }

    [Fact]
    public void Move_EventThatHelps_TriesThePodAfterItsBackoff()
    {
        _queue.AddOrUpdate(Pod("p", 0));
        _queue.PutBackUnschedulable(_queue.Take()!, ByFit);
        _queue.Move(ClusterEvents.PodRemoved);

        Assert.Null(_queue.Take());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(_queue.Take());
    }

    [Fact]
    public void PutBackUnschedulable_EventWhileScheduling_CountsAsComingAfter()
    {
        _queue.AddOrUpdate(Pod("p", 0));
        var pod = _queue.Take()!;
        _queue.Move(ClusterEvents.NodeAdded);
        _queue.PutBackUnschedulable(pod, ByFit);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(_queue.Take());
    }

    [Fact]
    public void AddOrUpdate_GatesGone_LetsThePodIn()
    {
        _queue.AddOrUpdate(TestCluster.Pod("p", spec: "\"schedulingGates\":[{\"name\":\"g\"}]"));
        Assert.Null(_queue.Take());

        _queue.AddOrUpdate(TestCluster.Pod("p"));
        Assert.NotNull(_queue.Take());
    }

    [Fact]
    public void PutBack_PodRemovedMeanwhile_StaysAway()
    {
        _queue.AddOrUpdate(Pod("p", 0));
        var pod = _queue.Take()!;
        _queue.Remove(pod.Pod.Id);
        _queue.PutBackFailed(pod);

        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(_queue.Take());
        Assert.Equal(0, _queue.Count);
    }

    [Fact]
    public void Take_AnyOperations_GivesEachWaitingPodExactlyOnce() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 9]).Array[0, 80].Sample(operations =>
        {
            var time = new FakeTimeProvider();
            var queue = new SchedulingQueue(time);
            HashSet<string> waiting = [];
            foreach (var (operation, number) in operations)
            {
                var pod = Pod($"p{number}", number % 3);
                switch (operation)
                {
                    case 0 or 1:
                        queue.AddOrUpdate(pod);
                        waiting.Add(pod.Name);
                        break;
                    case 2:
                        queue.Remove(pod.Id);
                        waiting.Remove(pod.Name);
                        break;
                    case 3 when queue.Take() is { } taken:
                        queue.PutBackUnschedulable(taken, ByFit);
                        break;
                    case 4:
                        queue.Move(ClusterEvents.All);
                        break;
                    default:
                        time.Advance(TimeSpan.FromSeconds(number));
                        break;
                }
            }

            time.Advance(TimeSpan.FromMinutes(6));
            List<string> given = [];
            while (queue.Take() is { } next)
            {
                given.Add(next.Pod.Name);
            }

            return given.Order().SequenceEqual(waiting.Order());
        });

    private string? TakeName() => _queue.Take()?.Pod.Name;

    private static PodInfo Pod(string name, int priority) => TestCluster.Pod(name, spec: $"\"priority\":{priority}");
}
