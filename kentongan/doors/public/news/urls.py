"""Addresses of the news."""

from django.urls import path

from kentongan.doors.public.news import views

app_name = "news"
urlpatterns = [
    path("berita/", views.front, name="front"),
    path("berita/umpan.<str:kind>", views.all_feed, name="feed"),
    path("berita/satuan/<str:unit>/", views.unit_front, name="unit"),
    path(
        "berita/satuan/<str:unit>/umpan.<str:kind>", views.unit_feed, name="unit_feed"
    ),
    path("berita/desa/<str:place>/", views.village_front, name="village"),
    path(
        "berita/desa/<str:place>/umpan.<str:kind>",
        views.village_feed,
        name="village_feed",
    ),
    path("berita/<uuid:edition_id>/kartu.png", views.card, name="card"),
    path(
        "berita/<uuid:edition_id>/gambar/<int:index>-<int:width>.webp",
        views.picture,
        name="picture",
    ),
    path("berita/<uuid:edition_id>/", views.article, name="short"),
    path("berita/<uuid:edition_id>/<slug:slug>/", views.article, name="article"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
]
