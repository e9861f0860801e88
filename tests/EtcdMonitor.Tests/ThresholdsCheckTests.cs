using EtcdMonitor.Rules;

namespace EtcdMonitor.Tests;

public sealed class ThresholdsCheckTests
{
    [Fact]
    public void The_defaults_are_fine() => ThresholdsCheck.Errors(new()).ShouldBeEmpty();

    [Fact]
    public void What_cannot_be_is_named_with_its_key()
    {
        Thresholds wrong = new() { MaxMemoryMb = 0, MaxSlowWatchers = -1, QuotaForecastFromPercent = 101, WarnErrorRate = 0, MaxErrorRate = 1.5, MaxLatencyMs = double.NaN };

        ThresholdsCheck.Errors(wrong).ShouldBe(
        [
            "monitoring.thresholds.max_latency_ms must be above 0",
            "monitoring.thresholds.max_memory_mb must be above 0",
            "monitoring.thresholds.max_slow_watchers must not be below 0",
            "monitoring.thresholds.quota_forecast_from_percent is a percentage, 0 to 100",
            "monitoring.thresholds.warn_error_rate is a share, above 0 and at most 1",
            "monitoring.thresholds.max_error_rate is a share, above 0 and at most 1",
        ]);
    }

    [Fact]
    public void Steps_of_one_figure_must_rise()
    {
        Thresholds wrong = new() { FsyncInfoMs = 200, CommitInfoMs = 300, QuotaWarningPercent = 96, CertificateCriticalDays = 20 };

        ThresholdsCheck.Errors(wrong).ShouldBe(
        [
            "monitoring.thresholds: fsync_info_ms, fsync_warning_ms and fsync_critical_ms must be above 0 and rise in this order",
            "monitoring.thresholds: certificate_critical_days, certificate_warning_days and certificate_info_days must be above 0 and rise in this order",
            "monitoring.thresholds: commit_info_ms and commit_warning_ms must be above 0 and rise in this order",
            "monitoring.thresholds: quota_info_percent, quota_warning_percent and quota_critical_percent must be above 0 and rise in this order",
        ]);
    }
}
